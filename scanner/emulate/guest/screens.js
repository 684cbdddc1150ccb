// What Electron shows a program of the screen: one, with a picture on it that is not blank.
const PICTURE_SIDE = 8; // pixels; the program is told how large the screen is, and no program needs to see more of it
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAJUlEQVR42mNgYGCQkZGxsLAICQkpKCjo6elZsWLFkSNHGIaWBABtnUmBFicfzwAAAABJRU5ErkJggg==";
const pixels = () => Buffer.from(Array.from({ length: 4 * PICTURE_SIDE * PICTURE_SIDE }, (_, at) => (at % 4 === 3 ? 255 : 28 * (Math.floor(at / 4) % PICTURE_SIDE))));
// A picture of so many bytes, which stays what it is whatever is done with it.
function picture(bytes) {
  const made = {
    isEmpty: () => bytes.length === 0,
    getSize: () => ({ width: bytes.length ? PICTURE_SIDE : 0, height: bytes.length ? PICTURE_SIDE : 0 }),
    getAspectRatio: () => 1,
    getScaleFactors: () => [1],
    toPNG: () => Buffer.from(bytes),
    toJPEG: () => Buffer.from(bytes),
    toBitmap: () => (bytes.length ? pixels() : Buffer.alloc(0)),
    getBitmap: () => made.toBitmap(),
    toDataURL: () => "data:image/png;base64," + Buffer.from(bytes).toString("base64"),
    resize: () => made,
    crop: () => made,
    setTemplateImage: quiet,
    isTemplateImage: () => false,
    addRepresentation: quiet,
  };
  return made;
}
const onScreen = () => picture(Buffer.from(PICTURE, "base64"));
const nativeImage = () => ({
  createEmpty: () => picture(Buffer.alloc(0)),
  createFromPath: onScreen,
  createFromBuffer: (bytes) => picture(Buffer.from(bytes)),
  createFromBitmap: onScreen,
  createFromDataURL: (text) => picture(Buffer.from(replaceText(RealString(text), /^[^,]*,/, ""), "base64")),
  createFromNamedImage: onScreen,
  createThumbnailFromPath: async () => onScreen(),
});
const wholeScreen = () => {
  const area = { x: 0, y: 0, width: 1920, height: 1080 };
  return { id: 1, label: "Screen", bounds: area, workArea: area, size: { width: 1920, height: 1080 }, workAreaSize: { width: 1920, height: 1080 }, scaleFactor: 1, rotation: 0, internal: true, touchSupport: "unavailable", colorDepth: 24, displayFrequency: 60, monochrome: false };
};
const screens = () =>
  Object.assign(new EventEmitter(), {
    getPrimaryDisplay: wholeScreen,
    getAllDisplays: () => [wholeScreen()],
    getDisplayNearestPoint: wholeScreen,
    getDisplayMatching: wholeScreen,
    getCursorScreenPoint: () => ({ x: 960, y: 540 }),
    dipToScreenPoint: (point) => point,
    screenToDipPoint: (point) => point,
  });
const desktopCapturer = () => ({
  getSources: async (options) => (options?.types ?? ["screen"]).map((kind) => ({ id: `${kind}:1:0`, name: kind === "window" ? "Notes" : "Entire screen", display_id: kind === "window" ? "" : "1", thumbnail: onScreen(), appIcon: null })),
});
