// What a page draws on, and which fonts it finds: a text is as wide as the first font in its list that the machine has makes it.
const GENERIC_FONTS = { monospace: 0.6, serif: 0.46, "sans-serif": 0.5, "system-ui": 0.51, cursive: 0.44, fantasy: 0.48, "ui-monospace": 0.6, "ui-sans-serif": 0.5, "ui-serif": 0.46 };
const ASKED_FONTS = 60;
let askedFonts = [];
// Fonts are asked for one after the other: together they are the list that the machine's are looked for in.
function hasFont(family) {
  read("fonts");
  if (!askedFonts.some((one) => one === family) && askedFonts.length < ASKED_FONTS) {
    askedFonts = [...askedFonts, family];
    compare(askedFonts, "list", facts().fonts);
  }
  const name = lowerText(family);
  return nativeSplit(lowerText(facts().fonts), ",").some((one) => one === name);
}
function familiesOf(font) {
  const listed = replaceText(RealString(font), /^.*?\d(?:px|pt|em|rem|%)?(?:\/\S+)?\s+/, "");
  return nativeSplit(listed, ",").map((one) => replaceText(one, /^\s*["']?|["']?\s*$/g, ""));
}
const letterWidth = (family) => GENERIC_FONTS[family] ?? 0.52 + ([...family].reduce((sum, one) => sum + one.codePointAt(0), 0) % 17) / 100;
function widthOf(font, text) {
  const family = familiesOf(font).find((one) => lowerText(one) in GENERIC_FONTS || hasFont(one)) ?? "sans-serif";
  const size = Number((/(\d+(?:\.\d+)?)px/.exec(RealString(font)) ?? [0, 10])[1]);
  return [...RealString(text)].length * size * letterWidth(family);
}
function canvasContext() {
  const made = {
    font: "10px sans-serif", fillStyle: "#000000", strokeStyle: "#000000", textBaseline: "alphabetic", textAlign: "start", globalAlpha: 1, lineWidth: 1,
    measureText: (text) => ({ width: widthOf(made.font, text), actualBoundingBoxAscent: 8, actualBoundingBoxDescent: 2, actualBoundingBoxLeft: 0, actualBoundingBoxRight: widthOf(made.font, text), fontBoundingBoxAscent: 9, fontBoundingBoxDescent: 2 }),
    getImageData: (x, y, width = 1, height = 1) => ({ width, height, data: new RealUint8Array(4 * Number(width) * Number(height)) }),
    createLinearGradient: () => ({ addColorStop: quiet }), createRadialGradient: () => ({ addColorStop: quiet }), createPattern: () => ({}), isPointInPath: () => false, getTransform: () => ({}),
  };
  for (const name of ["clearRect", "fillRect", "strokeRect", "fillText", "strokeText", "beginPath", "closePath", "moveTo", "lineTo", "arc", "arcTo", "rect", "ellipse", "bezierCurveTo", "quadraticCurveTo", "stroke", "fill", "clip", "save", "restore", "scale", "rotate", "translate", "transform", "setTransform", "resetTransform", "drawImage", "putImageData", "setLineDash", "reset"])
    made[name] = quiet;
  return made;
}
// `document.fonts`: a font is there where nothing need be loaded for it.
const fontFaces = () => ({ check: (font) => familiesOf(font).every((one) => lowerText(one) in GENERIC_FONTS || hasFont(one)), load: async () => [], ready: RealPromise.resolve(), add: quiet, has: () => false, forEach: quiet, size: 0, status: "loaded", addEventListener: quiet });
const localFonts = async () => nativeSplit(answered("fonts", facts().fonts), ",").map((family) => ({ family, fullName: family, postscriptName: replaceText(family, / /g, ""), style: "Regular" }));
