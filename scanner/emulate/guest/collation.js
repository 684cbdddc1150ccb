// In which order letters stand: English first, what other languages do otherwise asked of the host.
const codePointAt = uncurry(String.prototype.codePointAt),
  listIndexOf = uncurry(Array.prototype.indexOf);
const letterOrders = new RealMap(),
  letterWeights = new RealMap();
function orderFor(locale) {
  if (!mapHas(letterOrders, locale)) mapSet(letterOrders, locale, question("order", locale) ?? { scripts: [], letters: {} });
  return mapGet(letterOrders, locale);
}
const SCRIPTS = ["Latin", "Greek", "Cyrillic", "Georgian", "Armenian", "Hebrew", "Arabic", "Devanagari", "Thai", "Hangul", "Hiragana", "Katakana", "Han"].map((name) => [name, new RealRegExp(`\\p{Script=${name}}`, "u")]);
function scriptRank(letter, order) {
  if (letter <= "\u024f") return order.scripts.length && order.scripts[0] !== "Latin" ? order.scripts.length : 0;
  for (let i = 0; i < SCRIPTS.length; i++)
    if (testRegExp(SCRIPTS[i][1], letter)) {
      const own = listIndexOf(order.scripts, SCRIPTS[i][0]);
      return own >= 0 ? own : order.scripts.length + i;
    }
  return order.scripts.length + SCRIPTS.length;
}
// The place of a letter among those of its script.
function letterWeight(letter, locale) {
  const behind = getOwnPropertyDescriptor(orderFor(locale).letters, letter);
  if (behind) return codePointAt(behind.value[0], 0) + behind.value[1] / 100;
  if (letter < "\u3400") return codePointAt(letter, 0);
  const key = locale + letter;
  if (!mapHas(letterWeights, key)) mapSet(letterWeights, key, question("weights", { locale, text: letter })[0]);
  return mapGet(letterWeights, key);
}
const stripped = (text) => lowerText(replaceText(text.normalize("NFD"), /[\u0300-\u036f]/g, ""));
const isPlainText = (text) => !testRegExp(/[^\x00-\x7f]/, text);
function plainLetters(text, locale) {
  if (isPlainText(text)) return [...lowerText(text)];
  const { letters } = orderFor(locale);
  const out = [];
  for (const letter of lowerText(text.normalize("NFC"))) if (getOwnPropertyDescriptor(letters, letter)) push(out, letter);
    else for (const one of stripped(letter)) push(out, one);
  return out;
}
const classOf = (c) => (testRegExp(/\s/, c) ? 0 : testRegExp(/\d/, c) ? 2 : testRegExp(/\p{L}/u, c) ? 3 : 1);
const PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
function precedes(p, q, kind, locale) {
  if (kind === 3 && !(isPlainText(p) && isPlainText(q) && isEnglish(locale))) {
    const order = orderFor(locale);
    const [r, s] = [scriptRank(p, order), scriptRank(q, order)];
    return r === s ? letterWeight(p, locale) < letterWeight(q, locale) : r < s;
  }
  const [r, s] = [plainIndexOf(PUNCTUATION, p), plainIndexOf(PUNCTUATION, q)];
  return kind === 1 && r >= 0 && s >= 0 ? r < s : p < q;
}
function compareLetters(a, b, isNumeric, locale) {
  const x = plainLetters(a, locale),
    y = plainLetters(b, locale);
  let i = 0,
    j = 0;
  while (i < x.length && j < y.length) {
    const [p, q] = [x[i], y[j]];
    if (isNumeric && testRegExp(/\d/, p) && testRegExp(/\d/, q)) {
      let m = "",
        n = "";
      while (i < x.length && testRegExp(/\d/, x[i])) m += x[i++];
      while (j < y.length && testRegExp(/\d/, y[j])) n += y[j++];
      if (Number(m) !== Number(n)) return Number(m) < Number(n) ? -1 : 1;
      continue;
    }
    if (p !== q) {
      const [k, l] = [classOf(p), classOf(q)];
      if (k !== l) return k < l ? -1 : 1;
      return precedes(p, q, k, locale) ? -1 : 1;
    }
    i++;
    j++;
  }
  return i < x.length ? 1 : j < y.length ? -1 : 0;
}
function collate(a, b, o, locales) {
  if (a === b) return 0;
  // Among plain letters the order says nothing of a locale, and counts as no read of it.
  const locale = locales === undefined && isPlainText(a) && isPlainText(b) ? world.facts?.locale ?? "en-US" : localeOf(locales);
  const rough = compareLetters(a, b, o.numeric, locale);
  if (rough || o.sensitivity === "base") return rough;
  const marks = (text) => lowerText(text.normalize("NFD"));
  if (o.sensitivity !== "case" && marks(a) !== marks(b)) return marks(a) < marks(b) ? -1 : 1;
  if (o.sensitivity === "accent") return 0;
  for (let i = 0; i < a.length && i < b.length; i++)
    if (a[i] !== b[i]) {
      const isLower = a[i] === lowerText(a[i]);
      return isLower === (o.caseFirst !== "upper") ? -1 : 1;
    }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}
