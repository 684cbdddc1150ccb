// More of Intl: order of letters, plurals, lists, distances in time, names, segments, compact numbers. English stands for most languages.
const LIKELY = { en: ["Latn", "US"], zh: ["Hans", "CN"], ja: ["Jpan", "JP"], ko: ["Kore", "KR"], de: ["Latn", "DE"], fr: ["Latn", "FR"], es: ["Latn", "ES"], it: ["Latn", "IT"], ru: ["Cyrl", "RU"], uk: ["Cyrl", "UA"], ar: ["Arab", "EG"], fa: ["Arab", "IR"], he: ["Hebr", "IL"], hi: ["Deva", "IN"], pt: ["Latn", "BR"], nl: ["Latn", "NL"], pl: ["Latn", "PL"], tr: ["Latn", "TR"], vi: ["Latn", "VN"], th: ["Thai", "TH"], sv: ["Latn", "SE"], lt: ["Latn", "LT"], id: ["Latn", "ID"], ms: ["Latn", "MY"], cs: ["Latn", "CZ"], el: ["Grek", "GR"], ka: ["Geor", "GE"], az: ["Latn", "AZ"], kk: ["Cyrl", "KZ"] };
// `zh_hans-cn` -> `zh-Hans-CN`.
const canonicalTag = (tag) =>
  nativeJoin(
    nativeSplit(localeOf(tag), "-").map((part, i) => (i === 0 ? lowerText(part) : part.length === 4 && isWord(part) ? part[0].toUpperCase() + lowerText(slice(part, 1)) : part.length === 2 ? part.toUpperCase() : lowerText(part))),
    "-",
  );
const localized = (name, defaults, methods) => {
  const kind = { [name]: class {
    #locales;
    constructor(locales, options) {
      this.#locales = locales;
      if (locales !== undefined) canonicalTag(locales);
      define(this, "options", { ...options });
      for (const key of Object.keys(methods)) if (key === "compare") define(this, key, (...values) => methods[key].call(this, ...values));
    }
    get language() {
      return nativeSplit(localeOf(this.#locales), "-")[0];
    }
    get wanted() {
      return this.#locales;
    }
    get tag() {
      return canonicalTag(this.#locales);
    }
    resolvedOptions() {
      const locales = this.#locales;
      return {
        get locale() {
          return canonicalTag(locales);
        },
        ...defaults,
        ...this.options,
      };
    }
  } }[name];
  for (const key of Object.keys(methods)) if (key !== "compare") define(kind.prototype, key, methods[key]);
  define(kind.prototype, Symbol.toStringTag, "Intl." + name);
  return kind;
};
// What another language than English says, in the words of the host's tables; null: none is known.
const inWords = (locale, kind, more) => (isEnglish(locale) ? null : question("wording", { locale, kind, ...more }));
const ordinalOf = (n) => (n % 10 === 1 && n % 100 !== 11 ? "one" : n % 10 === 2 && n % 100 !== 12 ? "two" : n % 10 === 3 && n % 100 !== 13 ? "few" : "other");
function pluralOf(tag, type, n) {
  if (isEnglish(tag)) return type === "ordinal" ? ordinalOf(n) : n === 1 ? "one" : "other";
  return inWords(tag, "plural", { type, value: n }) ?? "other";
}
const pluralsOf = (tag, type) => inWords(tag, "plurals", { type }) ?? ["other"];
function listParts(items, tag, o) {
  const list = [...items].map(RealString),
    out = [];
  const other = list.length > 1 ? inWords(tag, "list", { type: o.type ?? "conjunction", style: o.style ?? "long", items: list }) : null;
  if (other !== null) {
    let at = 0;
    for (const value of list) {
      const next = plainIndexOf(other, value, at);
      if (next > at) push(out, { type: "literal", value: slice(other, at, next) });
      push(out, { type: "element", value });
      at = next + value.length;
    }
    if (at < other.length) push(out, { type: "literal", value: slice(other, at) });
    return out;
  }
  const word = o.type === "disjunction" ? "or" : "and";
  list.forEach((value, i) => {
    const isLast = i === list.length - 1;
    const last = o.type === "unit" ? ", " : list.length > 2 ? (o.style === "narrow" ? ", " : `, ${o.style === "short" && o.type !== "disjunction" ? "&" : word} `) : ` ${word} `;
    if (i) push(out, { type: "literal", value: isLast ? last : ", " });
    push(out, { type: "element", value });
  });
  return out;
}
const TODAY = { day: { "-1": "yesterday", 0: "today", 1: "tomorrow" }, year: { "-1": "last year", 0: "this year", 1: "next year" }, month: { "-1": "last month", 0: "this month", 1: "next month" }, week: { "-1": "last week", 0: "this week", 1: "next week" }, hour: { 0: "this hour" }, minute: { 0: "this minute" }, second: { 0: "now" }, quarter: { "-1": "last quarter", 0: "this quarter", 1: "next quarter" } };
const SHORT_UNITS = { second: "sec.", minute: "min.", hour: "hr.", month: "mo.", year: "yr.", week: "wk.", quarter: "qtr." };
function relativeText(value, given, o, tag) {
  const unit = replaceText(RealString(given), /s$/, "");
  if (!TODAY[unit]) throw new RangeError(`Invalid unit argument for format() '${given}'`);
  const n = Math.abs(value),
    isPast = value < 0 || Object.is(value, -0);
  const other = inWords(tag, "distance", { unit, style: o.style ?? "long", numeric: o.numeric ?? "always", value: Number(value), past: isPast, text: new NumberFormat(tag).format(n) });
  if (other !== null) return other;
  const fixed = o.numeric === "auto" && TODAY[unit][value];
  if (fixed) return fixed;
  const name = o.style === "short" || o.style === "narrow" ? (SHORT_UNITS[unit] ?? (unit === "day" && n !== 1 ? "days" : unit)) : n === 1 ? unit : unit + "s";
  const text = `${new NumberFormat("en").format(n)} ${name}`;
  return isPast ? `${text} ago` : `in ${text}`;
}
const REGION_NAMES = { US: "United States", GB: "United Kingdom", DE: "Germany", FR: "France", CN: "China", JP: "Japan", KR: "South Korea", IN: "India", RU: "Russia", UA: "Ukraine", BR: "Brazil", ES: "Spain", IT: "Italy", SG: "Singapore", HK: "Hong Kong SAR China", TW: "Taiwan", IR: "Iran", CA: "Canada", AU: "Australia", NL: "Netherlands", SE: "Sweden", PL: "Poland", TR: "Türkiye", VN: "Vietnam", TH: "Thailand", ID: "Indonesia", MY: "Malaysia", IL: "Israel", CH: "Switzerland", MX: "Mexico", LT: "Lithuania", GE: "Georgia", AZ: "Azerbaijan", KZ: "Kazakhstan" };
const LANGUAGE_NAMES = { en: "English", de: "German", fr: "French", zh: "Chinese", ja: "Japanese", ko: "Korean", es: "Spanish", it: "Italian", pt: "Portuguese", ru: "Russian", uk: "Ukrainian", ar: "Arabic", fa: "Persian", he: "Hebrew", hi: "Hindi", nl: "Dutch", pl: "Polish", tr: "Turkish", vi: "Vietnamese", th: "Thai", sv: "Swedish", lt: "Lithuanian", id: "Indonesian", cs: "Czech", el: "Greek", "zh-CN": "Chinese (China)", "zh-Hans": "Simplified Chinese", "zh-Hant": "Traditional Chinese", "en-US": "American English", "en-GB": "British English" };
const CURRENCY_NAMES = { USD: "US Dollar", EUR: "Euro", GBP: "British Pound", JPY: "Japanese Yen", CNY: "Chinese Yuan", SGD: "Singapore Dollar", INR: "Indian Rupee", RUB: "Russian Ruble", CHF: "Swiss Franc" };
function nameFor(code, o, tag) {
  const other = inWords(tag, "name", { type: o.type, code: RealString(code) });
  if (other !== null) return other;

  if (o.type === "language") return LANGUAGE_NAMES[canonicalTag(code)] ?? (LANGUAGE_NAMES[nativeSplit(code, "-")[0]] ? `${LANGUAGE_NAMES[nativeSplit(code, "-")[0]]} (${REGION_NAMES[nativeSplit(canonicalTag(code), "-").pop()] ?? nativeSplit(code, "-").pop()})` : o.fallback === "none" ? undefined : code);
  const known = { region: REGION_NAMES, currency: CURRENCY_NAMES, script: { Latn: "Latin", Cyrl: "Cyrillic", Hans: "Simplified Han", Hant: "Traditional Han", Arab: "Arabic", Jpan: "Japanese", Kore: "Korean" } }[o.type] ?? {};
  return known[RealString(code)] ?? known[RealString(code).toUpperCase()] ?? (o.fallback === "none" ? undefined : RealString(code));
}
function segmentsOf(text, granularity) {
  const pattern = granularity === "word" ? /[\p{L}\p{N}_]+(?:['’.][\p{L}\p{N}_]+)*|\s|[^]/gu : granularity === "sentence" ? /[^.!?]*[.!?]*\s*/g : /\p{RI}\p{RI}|\p{Emoji}(?:\p{EMod}|\ufe0f\u20e3?)?(?:\u200d\p{Emoji}(?:\p{EMod}|\ufe0f)?)*|[^]\p{M}*/gu;
  const out = [];
  for (const m of text.matchAll(pattern)) if (m[0]) push(out, { segment: m[0], index: m.index, input: text, ...(granularity === "word" ? { isWordLike: testRegExp(/[\p{L}\p{N}]/u, m[0]) } : {}) });
  return { [Symbol.iterator]: () => out[Symbol.iterator](), containing: (at = 0) => out.find((one) => one.index <= at && at < one.index + one.segment.length) };
}
// What the user's own language makes of a value says so itself.
const inOwnLanguage = (wanted, text) => (wanted === undefined || canonicalTag(wanted) === canonicalTag(world.facts.locale) ? decoded(text, "format") : text);
const moreIntl = {
  Collator: localized("Collator", { usage: "sort", sensitivity: "variant", ignorePunctuation: false, collation: "default", numeric: false, caseFirst: "false" }, { compare(a, b) { return collate(RealString(a), RealString(b), this.options, this.wanted); } }),
  PluralRules: localized("PluralRules", { type: "cardinal" }, { select(n) { return pluralOf(this.tag, this.options.type, n); }, selectRange(a, b) { return pluralOf(this.tag, this.options.type, b); } }),
  ListFormat: localized("ListFormat", { type: "conjunction", style: "long" }, { format(list) { return inOwnLanguage(this.wanted, nativeJoin(listParts(list, this.tag, this.options).map((part) => part.value), "")); }, formatToParts(list) { return listParts(list, this.tag, this.options); } }),
  RelativeTimeFormat: localized("RelativeTimeFormat", { style: "long", numeric: "always", numberingSystem: "latn" }, { format(value, unit) { return inOwnLanguage(this.wanted, relativeText(value, unit, this.options, this.tag)); }, formatToParts(value, unit) { return [{ type: "literal", value: relativeText(value, unit, this.options, this.tag) }]; } }),
  DisplayNames: localized("DisplayNames", { style: "long", fallback: "code" }, { of(code) { return nameFor(code, this.options, this.tag); } }),
  Segmenter: localized("Segmenter", { granularity: "grapheme" }, { segment(text) { return segmentsOf(RealString(text), this.options.granularity ?? "grapheme"); } }),
  DurationFormat: localized("DurationFormat", { style: "short" }, { format(o) { return nativeJoin(Object.entries(o).map(([unit, n]) => `${n} ${n === 1 ? replaceText(unit, /s$/, "") : unit}`), ", "); } }),
};
const resolvedPlurals = moreIntl.PluralRules.prototype.resolvedOptions;
define(moreIntl.PluralRules.prototype, "resolvedOptions", function resolvedOptions() {
  const found = apply(resolvedPlurals, this, []);
  return { ...found, pluralCategories: isEnglish(this.tag) ? (found.type === "ordinal" ? ["few", "one", "two", "other"] : ["one", "other"]) : pluralsOf(this.tag, found.type) };
});
for (const [name, kind] of Object.entries(moreIntl)) {
  kind.supportedLocalesOf = (list) => [list].flat();
  define(Intl, name, name === "Segmenter" || name === "DisplayNames" ? kind : new RealProxy(kind, { apply: (target, self, values) => new target(...values) }));
}
define(Intl, "getCanonicalLocales", (list) => (list === undefined ? [] : [list].flat().map(canonicalTag)));
const KNOWN_VALUES = { calendar: ["buddhist", "chinese", "coptic", "gregory", "hebrew", "indian", "islamic", "iso8601", "japanese", "persian", "roc"], collation: ["emoji", "eor", "phonebk", "pinyin", "stroke", "trad", "zhuyin"], currency: "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL".split(" "), numberingSystem: ["arab", "beng", "deva", "fullwide", "hans", "hant", "latn", "thai"], unit: "acre bit byte celsius centimeter day degree fahrenheit foot gallon gigabyte gram hour inch kilobyte kilogram kilometer liter megabyte meter mile millisecond minute month ounce percent petabyte pound second terabyte week yard year".split(" ") };
define(Intl, "supportedValuesOf", (kind) => {
  if (kind === "timeZone") return question("values", kind) || [];
  if (!KNOWN_VALUES[kind]) throw new RangeError(`Invalid key : ${kind}`);
  return [...KNOWN_VALUES[kind]];
});
define(String.prototype, "localeCompare", function localeCompare(other, locales, options) {
  return collate(RealString(this), RealString(other), options ?? {}, locales);
});
const weekInfo = function () {
  const formats = formatsOf(this.baseName);
  return { firstDay: formats ? formats.first_day : 1, weekend: formats ? [...formats.weekend] : [6, 7], minimalDays: formats && formats.first_day === 1 ? 4 : 1 };
};
const localeFacts = {
  weekInfo,
  calendars: function () {
    return [formatsOf(this.baseName)?.calendar ?? "gregory"];
  },
  hourCycles: function () {
    return [isHalf(this.baseName) ? "h12" : "h23"];
  },
  numberingSystems: function () {
    return [formatsOf(this.baseName)?.numbering ?? "latn"];
  },
  textInfo: function () {
    return { direction: testRegExp(/^(?:ar|fa|he|ur|ug|ps|yi|dv)\b/, this.baseName) ? "rtl" : "ltr" };
  },
};
for (const name of Object.keys(localeFacts)) {
  define(Locale.prototype, "get" + name[0].toUpperCase() + slice(name, 1), localeFacts[name]);
  if (!getOwnPropertyDescriptor(Locale.prototype, name)) defineProperty(Locale.prototype, name, { configurable: true, get: localeFacts[name] });
}
for (const [name, method] of [["maximize", 1], ["minimize", 0]])
  define(Locale.prototype, name, function () {
    const [script, region] = LIKELY[this.language] ?? [];
    return new Locale([this.language, ...(method ? [this.script ?? script, this.region ?? region] : [this.script === script ? undefined : this.script, this.region === region ? undefined : this.region])].filter(Boolean).join("-"));
  });
// Compact numbers, units and signs.
const COMPACT = [[1e12, "T", "trillion"], [1e9, "B", "billion"], [1e6, "M", "million"], [1e3, "K", "thousand"]];
const UNIT_SIGNS = { megabyte: "MB", kilobyte: "kB", gigabyte: "GB", byte: "byte", percent: "%", kilometer: "km", meter: "m", second: "sec", minute: "min", hour: "hr", day: "day", millisecond: "ms", celsius: "°C", "kilometer-per-hour": "km/h", "megabyte-per-second": "MB/s" };
const plainFormat = getOwnPropertyDescriptor(NumberFormat.prototype, "format").get;
defineProperty(NumberFormat.prototype, "format", {
  configurable: true,
  get() {
    const plain = apply(plainFormat, this, []),
      o = this.resolvedOptions();
    return (value) => {
      const n = typeof value === "bigint" ? Number(value) : Number(value);
      if (n !== n) return "NaN";
      if (n - n !== 0) return n < 0 ? "-∞" : "∞";
      const sign = n < 0 || Object.is(n, -0) ? "-" : o.signDisplay === "always" || (o.signDisplay === "exceptZero" && n !== 0) ? "+" : "";
      let text;
      const step = o.notation === "compact" && COMPACT.find(([size]) => Math.abs(n) >= size);
      const other = o.notation === "compact" && o.style !== "currency" ? inWords(o.locale, "compact", { value: Math.abs(n), style: o.compactDisplay ?? "short", digits: o.maximumFractionDigits ?? null }) : null;
      if (typeof other === "string") text = ownDigits(other, ownFormats(o.locale));
      else if (step) {
        const part = Math.abs(n) / step[0],
          digits = o.maximumFractionDigits ?? (part < 100 && part !== Math.round(part) && Math.round(part * 10) / 10 < 10 ? 1 : 0);
        text = RealString(Number(part.toFixed(digits))) + (o.compactDisplay === "long" ? " " + step[2] : step[1]);
        if (o.style === "currency") text = withCurrency(text, o, o.locale);
      } else text = plain(Math.abs(n));
      const inUnit = o.style === "unit" && o.unit ? inWords(o.locale, "unit", { value: Math.abs(n), unit: o.unit, style: o.unitDisplay ?? "short" }) : null;
      if (typeof inUnit === "string") text = inUnit;
      else if (o.style === "unit" && o.unit) text += o.unitDisplay === "long" ? ` ${o.unit}${Math.abs(n) === 1 ? "" : "s"}` : `${o.unit === "celsius" || o.unit === "percent" ? "" : " "}${UNIT_SIGNS[o.unit] ?? o.unit}${/^(byte|day)$/.test(o.unit) && Math.abs(n) !== 1 ? "s" : ""}`;
      return o.signDisplay === "never" ? text : sign + text;
    };
  },
});
define(NumberFormat.prototype, "formatToParts", function (value) {
  const out = [];
  for (const m of this.format(value).matchAll(/(\d+)|([.,\u00a0\u202f])(?=\d)|(%)|(-)|([^\d]+)/g)) {
    const isFraction = out.some((part) => part.type === "decimal");
    push(out, { type: m[1] ? (isFraction ? "fraction" : "integer") : m[2] ? (m[2] === "." ? "decimal" : "group") : m[3] ? "percentSign" : m[4] ? "minusSign" : "currency", value: m[0] });
  }
  return out;
});
define(NumberFormat.prototype, "formatRange", function (a, b) {
  return `${this.format(a)}–${this.format(b)}`;
});
