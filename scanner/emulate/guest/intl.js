// Intl as far as programs ask it: the persona's locale and zone, formats of the common kinds.
const localeOf = (wanted) => {
  const first = isArray(wanted) ? wanted[0] : wanted;
  if (first === undefined || first === null || first === "default") {
    read("locale");
    return world.facts.locale;
  }
  const text = RealString(first);
  if (!testRegExp(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/, text)) throw new RangeError(`Incorrect locale information provided: ${text}`);
  return text.replace(/_/g, "-");
};
const zoneOf = (wanted) => {
  if (wanted === undefined) {
    read("timezone");
    return world.facts.timezone;
  }
  const table = zoneTable(RealString(wanted));
  if (!table) throw new RangeError(`Invalid time zone specified: ${wanted}`);
  return RealString(wanted);
};
const LONG_DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const LONG_MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const STYLES = {
  full: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  long: { year: "numeric", month: "long", day: "numeric" },
  medium: { year: "numeric", month: "short", day: "numeric" },
  short: { year: "2-digit", month: "numeric", day: "numeric" },
};
const DATE_FIELDS = [
  "weekday",
  "era",
  "year",
  "month",
  "day",
  "hour",
  "minute",
  "second",
  "dayPeriod",
  "fractionalSecondDigits",
  "timeZoneName",
];
const DATE_ORDERS = {
  en: "mdy/",
  zh: "ymd/",
  ja: "ymd/",
  ko: "ymd. ",
  de: "dmy.",
  ru: "dmy.",
  fr: "dmy/",
  es: "dmy/",
  it: "dmy/",
  sv: "ymd-",
  lt: "ymd-",
  fa: "ymd/",
  nl: "dmy-",
  pl: "dmy.",
};
const orderOf = (locale) => (locale === "en-CA" ? "ymd-" : locale === "en-GB" ? "dmy/" : DATE_ORDERS[locale.split("-")[0]] || "dmy/");

// How a locale writes: asked of the host once in a run. English is laid out here, for most programs ask for nothing else.
const formatTables = new RealMap();
function formatsOf(locale) {
  if (!mapHas(formatTables, locale)) mapSet(formatTables, locale, question("formats", locale));
  return mapGet(formatTables, locale);
}
const isEnglish = (locale) => slice(locale, 0, 2) === "en";
const ownFormats = (locale) => (isEnglish(locale) ? null : formatsOf(locale));
// Digits of the locale's own.
function ownDigits(text, formats) {
  return formats && formats.zero ? replaceText(text, /\d/g, (digit) => fromCharCode(formats.zero + Number(digit))) : text;
}
function patternOf(o, formats) {
  const { patterns } = formats;
  if (o.dateStyle) return patterns[o.dateStyle];
  const width = o.month === "long" ? "MMMM" : o.month === "short" || o.month === "narrow" ? "MMM" : o.month ? "M" : "";
  const key = (o.year ? "y" : "") + width + (o.weekday && width ? "E" : "") + (o.day ? "d" : "");
  if (width === "MMMM" && o.day && o.year) return o.weekday ? patterns.full : patterns.long;
  return patterns[key] ?? patterns[replaceText(key, "E", "")] ?? [o.weekday && "EEEE", o.year && "y", o.month && (width || "M"), o.day && "d"].filter(Boolean).join(" ");
}
// The date as the pattern of a locale says; letters that are no field are literals.
function patternParts(pattern, l, o, formats) {
  const parts = [];
  const year = inner.getUTCFullYear(l) + (formats.calendar === "buddhist" ? 543 : 0);
  const numeric = (value, count, option) => ownDigits(count === 2 || option === "2-digit" ? two(value % 100) : RealString(value), formats);
  for (const [, quoted, letters, other] of pattern.matchAll(/'([^']*)'|([GyMLdEc]+)|([^'GyMLdEc]+)/g)) {
    const letter = letters && letters[0],
      count = letters ? letters.length : 0;
    if (letter === "y") push(parts, { type: "year", value: numeric(year, count, o.year) });
    else if (letter === "M" || letter === "L")
      push(parts, { type: "month", value: count > 2 ? formats.months[count > 3 ? "long" : "short"][inner.getUTCMonth(l)] : numeric(inner.getUTCMonth(l) + 1, count, o.month) });
    else if (letter === "d") push(parts, { type: "day", value: numeric(inner.getUTCDate(l), count, o.day) });
    else if (letter === "E" || letter === "c") push(parts, { type: "weekday", value: formats.days[count > 3 ? "long" : "short"][inner.getUTCDay(l)] });
    else if (!letter && parts.length + (quoted ?? other).trim().length) push(parts, { type: "literal", value: quoted ?? other });
  }
  return parts;
}
function defaulted(options, kind) {
  const o = { ...options };
  if (o.dateStyle) Object.assign(o, STYLES[o.dateStyle]);
  if (o.timeStyle) Object.assign(o, { hour: "numeric", minute: "2-digit" }, o.timeStyle === "short" ? {} : { second: "2-digit" });
  if (!DATE_FIELDS.some((field) => field !== "timeZoneName" && field !== "era" && o[field] !== undefined)) {
    if (kind !== "time") Object.assign(o, { year: "numeric", month: "numeric", day: "numeric" });
    if (kind !== "date") Object.assign(o, { hour: "numeric", minute: "2-digit", second: "2-digit" });
  }
  if (o.timeZoneName && !o.year && !o.hour && !o.month && !o.day && !o.weekday)
    Object.assign(o, { year: "numeric", month: "numeric", day: "numeric" });
  return o;
}
function zoneNameText(style, zone, entry) {
  if (style === "long" || style === "longGeneric") return entry[3];
  const text = offsetText(entry[1]);
  if (style === "longOffset") return entry[1] ? `GMT${text.slice(0, 3)}:${text.slice(3)}` : "GMT";
  if (style === "shortOffset" || !testRegExp(/^[A-Z]/, entry[2]))
    return entry[1] ? `GMT${text[0]}${Number(text.slice(1, 3))}${text.slice(3) === "00" ? "" : ":" + text.slice(3)}` : "GMT";
  return entry[2];
}
const sized = (value, style) => (style === "2-digit" ? two(value % 100) : RealString(value));

function englishDate(l, locale, o, add, glue) {
  if (o.weekday) add("weekday", o.weekday === "long" ? LONG_DAYS[inner.getUTCDay(l)] : DAYS[inner.getUTCDay(l)]);
  const wordy = o.month === "long" || o.month === "short" || o.month === "narrow";
  const order = orderOf(locale);
  const pieces = {
    y: o.year && ["year", sized(inner.getUTCFullYear(l), o.year)],
    m: o.month && [
      "month",
      wordy ? (o.month === "long" ? LONG_MONTHS : MONTHS)[inner.getUTCMonth(l)] : sized(inner.getUTCMonth(l) + 1, o.month),
    ],
    d: o.day && ["day", sized(inner.getUTCDate(l), o.day)],
  };
  const separator = order.slice(3);
  let count = 0;
  for (const letter of order.slice(0, 3)) {
    const piece = pieces[letter];
    if (!piece) continue;
    if (count++) add("literal", wordy ? (letter === "y" && order[0] === "m" ? ", " : " ") : separator);
    else glue(", ");
    add(piece[0], piece[1]);
  }
}
const isHalf = (locale) => {
  const formats = ownFormats(locale);
  return formats ? plainIndexOf(formats.time, "h") >= 0 : locale === "en-US" || locale === "en";
};
function partsOf(date, locale, zone, o) {
  const utc = date === undefined ? virtualNow : Number(date);
  if (utc !== utc) throw new RangeError("Invalid time value");
  const entry = zoneAt(utc, zoneTable(zone));
  const l = new RealDate(utc + entry[1] * MINUTE);
  const parts = [],
    add = (type, value) => push(parts, { type, value });
  const formats = ownFormats(locale);
  const glue = (text) => parts.length && add("literal", formats ? formats.joint : text);
  if (formats && (o.weekday || o.year || o.month || o.day)) for (const part of patternParts(patternOf(o, formats), l, o, formats)) push(parts, part);
  else englishDate(l, locale, o, add, glue);
  if (o.hour || o.minute || o.second) {
    glue(", ");
    const half = o.hour12 ?? (o.hourCycle ? o.hourCycle.startsWith("h1") : isHalf(locale));
    const h = inner.getUTCHours(l);
    const clock = [];
    const isPadded = !formats || plainIndexOf(formats.time, "HH") >= 0;
    if (o.hour) push(clock, ["hour", ownDigits(half ? sized(h % 12 || 12, o.hour) : isPadded ? two(h) : sized(h, o.hour), formats)]);
    if (o.minute) push(clock, ["minute", ownDigits(two(inner.getUTCMinutes(l)), formats)]);
    if (o.second) push(clock, ["second", ownDigits(two(inner.getUTCSeconds(l)), formats)]);
    clock.forEach((piece, i) => {
      if (i) add("literal", ":");
      add(piece[0], piece[1]);
    });
    if (half && o.hour) {
      add("literal", " ");
      add("dayPeriod", formats ? formats.periods[h < 12 ? 0 : 1] : h < 12 ? "AM" : "PM");
    }
  }
  if (o.timeZoneName) {
    if (o.hour || o.minute || o.second) add("literal", " ");
    else glue(", ");
    add("timeZoneName", zoneNameText(o.timeZoneName, zone, entry));
  }
  return parts;
}
const formatsFor = (wanted) => ownFormats(localeOf(wanted));
// A format in the user's own language says so itself; one in another that the program names was chosen by it.
function howFormatted(wanted) {
  const first = isArray(wanted) ? wanted[0] : wanted;
  if (typeof first !== "string" || first === "default") return "format";
  return slice(first, 0, 2).toLowerCase() === slice(world.facts.locale, 0, 2) ? "format" : "fixed_format";
}
class DateTimeFormat {
  #locale;
  #zone;
  #options;
  constructor(locales, options = {}, kind = "date") {
    this.#locale = locales;
    this.#options = { ...options };
    if (options && options.timeZone !== undefined) this.#zone = zoneOf(options.timeZone);
    define(this, "kind", kind);
  }
  formatToParts(date) {
    return partsOf(date, localeOf(this.#locale), this.#zone ?? zoneOf(), defaulted(this.#options, this.kind));
  }
  get format() {
    return (date) =>
      decoded(
        this.formatToParts(date)
          .map((part) => part.value)
          .join(""),
        howFormatted(this.#locale),
      );
  }
  formatRange(a, b) {
    return this.format(a) + " – " + this.format(b);
  }
  resolvedOptions() {
    const self = this,
      zone = self.#zone,
      locale = self.#locale;
    return {
      get locale() {
        return localeOf(locale);
      },
      get calendar() {
        return formatsFor(locale)?.calendar ?? "gregory";
      },
      get numberingSystem() {
        return formatsFor(locale)?.numbering ?? "latn";
      },
      ...(self.#options.hour || self.#options.timeStyle ? { get hourCycle() { return self.#options.hourCycle ?? (isHalf(localeOf(locale)) ? "h12" : "h23"); }, get hour12() { return isHalf(localeOf(locale)); } } : {}),
      get timeZone() {
        return zone ?? zoneOf();
      },
      ...self.#options,
      year: "numeric",
      month: "numeric",
      day: "numeric",
    };
  }
}
function grouped(text, locale) {
  const formats = ownFormats(locale);
  const [whole, rest] = text.split(".");
  const out = whole.replace(/\B(?=(\d{3})+(?!\d))/g, formats ? formats.group : ",");
  return ownDigits(rest === undefined ? out : out + (formats ? formats.decimal : ".") + rest, formats);
}
// An amount with the sign of its currency, where the locale puts it; a sign of letters keeps its distance.
function withCurrency(text, o, locale) {
  const formats = formatsOf(locale);
  const code = RealString(o.currency).toUpperCase();
  const sign = o.currencyDisplay === "code" || !formats ? code : (formats.signs[code] ?? code);
  const pattern = formats ? formats.money : "\u00a4#,##0.00";
  if (plainIndexOf(pattern, "\u00a4") > plainIndexOf(pattern, "0")) return text + "\u00a0" + sign;
  return sign + (testRegExp(/\p{L}$/u, sign) || testRegExp(/\u00a4[\s\u00a0]/, pattern) ? "\u00a0" : "") + text;
}
class NumberFormat {
  #locale;
  #options;
  constructor(locales, options = {}) {
    this.#locale = locales;
    this.#options = { ...options };
  }
  get format() {
    return (value) => {
      const o = this.#options,
        n = Number(value) * (o.style === "percent" ? 100 : 1);
      const most =
        o.maximumFractionDigits ?? Math.max(o.style === "currency" ? (o.currency === "JPY" ? 0 : 2) : o.style === "percent" ? 0 : 3, o.minimumFractionDigits || 0);
      const least = o.minimumFractionDigits ?? (o.style === "currency" && o.currency !== "JPY" ? Math.min(2, most) : 0);
      let text = n.toFixed(Math.min(most, 20));
      while (text.includes(".") && text.endsWith("0") && text.length - text.indexOf(".") - 1 > least) text = text.slice(0, -1);
      if (text.endsWith(".")) text = text.slice(0, -1);
      if (o.minimumIntegerDigits) text = text.padStart(o.minimumIntegerDigits, "0");
      if (o.useGrouping !== false) text = grouped(text, localeOf(this.#locale));
      if (o.style === "percent") text += "%";
      if (o.style === "currency") text = withCurrency(text, o, localeOf(this.#locale));
      return decoded(text, howFormatted(this.#locale));
    };
  }
  formatToParts(value) {
    return [{ type: "integer", value: this.format(value) }];
  }
  resolvedOptions() {
    const locale = this.#locale;
    return {
      get locale() {
        return localeOf(locale);
      },
      get numberingSystem() {
        return formatsFor(locale)?.numbering ?? "latn";
      },
      style: "decimal",
      ...this.#options,
    };
  }
}
class Locale {
  constructor(tag) {
    const parts = localeOf(tag).split("-");
    this.language = parts[0].toLowerCase();
    this.script = parts.find((part, i) => i && part.length === 4);
    this.region = parts.find((part, i) => i && (part.length === 2 || testRegExp(/^\d{3}$/, part)));
    this.baseName = parts.join("-");
  }
  maximize() {
    return this;
  }
  minimize() {
    return this;
  }
  getTimeZones() {
    return [];
  }
  toString() {
    return this.baseName;
  }
}
function simpleFormat(extra) {
  return class {
    #locale;
    #options;
    constructor(locales, options = {}) {
      this.#locale = locales;
      this.#options = options;
      Object.assign(this, extra);
    }
    resolvedOptions() {
      const locale = this.#locale;
      return {
        get locale() {
          return localeOf(locale);
        },
        ...this.#options,
      };
    }
  };
}
const intl = {
  DateTimeFormat,
  NumberFormat,
  Locale,
  Collator: simpleFormat({ compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0) }),
  PluralRules: simpleFormat({ select: (n) => (n === 1 ? "one" : "other") }),
  ListFormat: simpleFormat({ format: (list) => [...list].join(", ") }),
  RelativeTimeFormat: simpleFormat({ format: (n, unit) => (n < 0 ? `${-n} ${unit}s ago` : `in ${n} ${unit}s`) }),
  DisplayNames: simpleFormat({ of: (code) => code }),
  Segmenter: simpleFormat({ segment: (text) => [...text].map((segment, index) => ({ segment, index, input: text })) }),
  getCanonicalLocales: (list) => (list === undefined ? [] : isArray(list) ? [...list] : [list]),
  supportedValuesOf: (kind) => question("values", kind) || [],
};
for (const name of ownKeys(intl)) {
  const made = intl[name];
  if (typeof made !== "function" || !made.prototype) continue;
  made.supportedLocalesOf = (list) => (isArray(list) ? [...list] : [list]);
  if (name === "Locale") continue;
  // Callable without `new`, as the originals are.
  intl[name] = new RealProxy(made, { apply: (target, self, values) => new target(...values) });
}
define(globalThis, "Intl", intl);
define(RealDate.prototype, "toLocaleString", function (l, o) {
  return new DateTimeFormat(l, o, "both").format(this);
});
define(RealDate.prototype, "toLocaleDateString", function (l, o) {
  return new DateTimeFormat(l, o, "date").format(this);
});
define(RealDate.prototype, "toLocaleTimeString", function (l, o) {
  return new DateTimeFormat(l, o, "time").format(this);
});
define(Number.prototype, "toLocaleString", function (l, o) {
  return new NumberFormat(l, o).format(this);
});
