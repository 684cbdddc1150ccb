// Packages for dates and zones: the persona's zone and language as the platform's own parts tell them.
const guessedZone = () => zoneOf();
const wall = (ms, zone) => {
  const minutes = zone ? zoneAt(ms, zoneTable(zone))[1] : 0;
  return new RealDate(ms + minutes * MINUTE);
};
const minutesAt = (ms, zone) => {
  read("utc_offset");
  return zoneAt(ms, zoneTable(zone))[1];
};
const offsetWith = (minutes, colon) => {
  const text = offsetText(minutes);
  return colon ? slice(text, 0, 3) + ":" + slice(text, 3) : text;
};
const dayOfYear = (l) => Math.floor((DateUTC(inner.getUTCFullYear(l), inner.getUTCMonth(l), inner.getUTCDate(l)) - DateUTC(inner.getUTCFullYear(l), 0, 1)) / DAY) + 1;
const isoWeek = (l) => {
  const thursday = new RealDate(dateTime(l) + (4 - (inner.getUTCDay(l) || 7)) * DAY);
  return Math.ceil(dayOfYear(thursday) / 7);
};
// Letters of the patterns of moment and dayjs, and of Unicode (date-fns, luxon).
function fieldOf(token, l, ms, zone) {
  const h = inner.getUTCHours(l),
    pad = (n, size) => RealString(n).padStart(size, "0");
  switch (token) {
    case "YYYY": case "yyyy": case "y": case "uuuu": return RealString(inner.getUTCFullYear(l));
    case "YY": case "yy": return two(inner.getUTCFullYear(l) % 100);
    case "MMMM": case "LLLL": return LONG_MONTHS[inner.getUTCMonth(l)];
    case "MMM": case "LLL": return MONTHS[inner.getUTCMonth(l)];
    case "MM": case "LL": return two(inner.getUTCMonth(l) + 1);
    case "M": case "L": return RealString(inner.getUTCMonth(l) + 1);
    case "DD": case "dd": return two(inner.getUTCDate(l));
    case "D": case "d": return RealString(inner.getUTCDate(l));
    case "DDD": case "o": return RealString(dayOfYear(l));
    case "dddd": case "EEEE": case "cccc": return LONG_DAYS[inner.getUTCDay(l)];
    case "ddd": case "EEE": case "ccc": case "E": case "EE": return DAYS[inner.getUTCDay(l)];
    case "HH": return two(h);
    case "H": return RealString(h);
    case "hh": return two(h % 12 || 12);
    case "h": return RealString(h % 12 || 12);
    case "mm": return two(inner.getUTCMinutes(l));
    case "m": return RealString(inner.getUTCMinutes(l));
    case "ss": return two(inner.getUTCSeconds(l));
    case "s": return RealString(inner.getUTCSeconds(l));
    case "SSS": case "S": return pad(inner.getUTCMilliseconds(l), 3);
    case "A": return h < 12 ? "AM" : "PM";
    case "a": return h < 12 ? "am" : "pm";
    case "aa": case "aaa": return h < 12 ? "AM" : "PM";
    case "Z": case "xxx": case "XXX": case "ZZZZ_": return offsetWith(minutesAt(ms, zone), true);
    case "ZZ": case "xx": case "XX": case "ZZZ": return offsetWith(minutesAt(ms, zone), false);
    case "z": case "zz": return zone;
    case "W": case "WW": case "I": case "II": return two(isoWeek(l));
    case "Q": return RealString(Math.floor(inner.getUTCMonth(l) / 3) + 1);
    case "X": case "t": return RealString(Math.floor(ms / 1000));
    case "x": case "T": return RealString(ms);
    case "Do": case "do": { const n = inner.getUTCDate(l); return n + (n % 10 === 1 && n !== 11 ? "st" : n % 10 === 2 && n !== 12 ? "nd" : n % 10 === 3 && n !== 13 ? "rd" : "th"); }
  }
  return token;
}
const MOMENT_TOKENS = /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DDD|Do|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|SSS|A|a|ZZ|Z|zz|z|WW|W|Q|X|x/g;
const UNICODE_TOKENS = /'([^']*)'|yyyy|yy|y|uuuu|MMMM|MMM|MM|M|LLLL|LLL|LL|L|dd|do|d|EEEE|EEE|EE|E|cccc|ccc|HH|H|hh|h|mm|m|ss|s|SSS|aaa|aa|a|XXX|XX|xxx|xx|ZZZ|ZZ|Z|z|II|I|Q|o|T|t/g;
const patternText = (pattern, tokens, ms, zone) => {
  const l = wall(ms, zone);
  read("utc_offset");
  return decoded(replaceText(pattern, tokens, (token, literal) => (literal !== undefined ? literal : fieldOf(tokens === UNICODE_TOKENS && token === "a" ? "aa" : token, l, ms, zone))), "join");
};
const UNIT_MS = { millisecond: 1, ms: 1, second: 1000, s: 1000, minute: MINUTE, m: MINUTE, hour: 60 * MINUTE, h: 60 * MINUTE, day: DAY, d: DAY, date: DAY, week: 7 * DAY, w: 7 * DAY };
const unitName = (unit) => (unit === "M" ? "month" : unit === "y" ? "year" : unit === "Q" ? "quarter" : replaceText(RealString(unit ?? "ms"), /s$/, "") || "s");
const movedTime = (ms, count, given, zone) => {
  const unit = unitName(given);
  if (UNIT_MS[unit]) return ms + count * UNIT_MS[unit];
  const l = wall(ms, zone),
    months = unit === "year" ? 12 * count : unit === "quarter" ? 3 * count : count;
  return ms + (DateUTC(inner.getUTCFullYear(l), inner.getUTCMonth(l) + months, inner.getUTCDate(l)) - DateUTC(inner.getUTCFullYear(l), inner.getUTCMonth(l), inner.getUTCDate(l)));
};
const startOfUnit = (ms, given, zone) => {
  const unit = unitName(given),
    l = wall(ms, zone),
    [y, m, d, h] = [inner.getUTCFullYear(l), inner.getUTCMonth(l), inner.getUTCDate(l), inner.getUTCHours(l)];
  const start = unit === "year" ? DateUTC(y, 0, 1) : unit === "month" ? DateUTC(y, m, 1) : unit === "week" ? DateUTC(y, m, d - inner.getUTCDay(l)) : unit === "day" || unit === "d" || unit === "date" ? DateUTC(y, m, d) : unit === "hour" || unit === "h" ? DateUTC(y, m, d, h) : dateTime(l) - (dateTime(l) % (UNIT_MS[unit] ?? 1));
  return ms - (dateTime(l) - start);
};
const timeGiven = (value) => (value === undefined || value === null ? virtualNow : value && typeof value.valueOf() === "number" ? value.valueOf() : typeof value === "object" && value.toMillis ? value.toMillis() : dateTime(new FakeDate(value)));
const ago = (ms) => {
  const size = Math.abs(ms);
  const text = size < 45000 ? "a few seconds" : size < 90 * 60000 ? `${Math.round(size / 60000) || 1} minutes` : size < 36 * 3600000 ? `${Math.round(size / 3600000)} hours` : `${Math.round(size / DAY)} days`;
  return ms <= 0 ? text + " ago" : "in " + text;
};
// dayjs and moment.
class Moment {
  constructor(ms, zone) {
    define(this, "ms", ms);
    define(this, "zone", zone);
  }
  with(ms) {
    return new Moment(ms, this.zone);
  }
  get at() {
    return this.zone ?? guessedZone();
  }
  format(pattern = "YYYY-MM-DDTHH:mm:ssZ") {
    const names = { L: "MM/DD/YYYY", LL: "MMMM D, YYYY", LLL: "MMMM D, YYYY h:mm A", LLLL: "dddd, MMMM D, YYYY h:mm A", LT: "h:mm A", LTS: "h:mm:ss A" };
    return patternText(names[pattern] ?? pattern, MOMENT_TOKENS, this.ms, this.at);
  }
  valueOf() {
    return this.ms;
  }
  unix() {
    return Math.floor(this.ms / 1000);
  }
  toDate() {
    return new FakeDate(this.ms);
  }
  toISOString() {
    return toIso(new RealDate(this.ms));
  }
  toJSON() {
    return this.toISOString();
  }
  toString() {
    return this.format("ddd, DD MMM YYYY HH:mm:ss [GMT]");
  }
  utcOffset(value) {
    return value === undefined ? minutesAt(this.ms, this.at) : this;
  }
  utc() {
    return new Moment(this.ms, "UTC");
  }
  local() {
    return new Moment(this.ms);
  }
  tz(zone) {
    return zone === undefined ? this.zone : new Moment(this.ms, zoneOf(zone));
  }
  zoneAbbr() {
    read("timezone");
    return zoneAt(this.ms, zoneTable(this.at))[2];
  }
  offsetName() {
    return this.zoneAbbr();
  }
  locale() {
    return this;
  }
  clone() {
    return this;
  }
  isValid() {
    return this.ms === this.ms;
  }
  add(count, unit) {
    return this.with(movedTime(this.ms, count, unit, this.at));
  }
  subtract(count, unit) {
    return this.add(-count, unit);
  }
  startOf(unit) {
    return this.with(startOfUnit(this.ms, unit, this.at));
  }
  endOf(unit) {
    return this.with(movedTime(startOfUnit(this.ms, unit, this.at), 1, unit, this.at) - 1);
  }
  diff(other, given, exact) {
    const unit = unitName(given);
    const size = (this.ms - timeGiven(other)) / (UNIT_MS[unit] ?? (unit === "year" ? 365.25 * DAY : 30.44 * DAY));
    return exact ? size : Math.trunc(size);
  }
  isBefore(other) {
    return this.ms < timeGiven(other);
  }
  isAfter(other) {
    return this.ms > timeGiven(other);
  }
  isSame(other, unit) {
    return unit ? startOfUnit(this.ms, unit, this.at) === startOfUnit(timeGiven(other), unit, this.at) : this.ms === timeGiven(other);
  }
  fromNow() {
    return ago(this.ms - virtualNow);
  }
  from(other) {
    return ago(this.ms - timeGiven(other));
  }
  calendar() {
    return this.format("MM/DD/YYYY");
  }
}
for (const [name, field] of [["year", "FullYear"], ["month", "Month"], ["date", "Date"], ["day", "Day"], ["hour", "Hours"], ["hours", "Hours"], ["minute", "Minutes"], ["minutes", "Minutes"], ["second", "Seconds"], ["seconds", "Seconds"], ["millisecond", "Milliseconds"], ["isoWeekday", "Day"], ["weekday", "Day"]])
  define(Moment.prototype, name, function (value) {
    const l = wall(this.ms, this.at);
    if (value === undefined) {
      read("utc_offset");
      return name === "isoWeekday" ? inner.getUTCDay(l) || 7 : inner["getUTC" + field](l);
    }
    const before = dateTime(l);
    if (field !== "Day") inner["setUTC" + field](l, value);
    return this.with(this.ms + dateTime(l) - before);
  });
const momentLike = () => {
  const make = (value) => new Moment(timeGiven(value));
  const zoned = Object.assign((value, zone) => (typeof value === "string" && zone === undefined && zoneTable(value) ? new Moment(virtualNow, value) : new Moment(timeGiven(value), typeof zone === "string" ? zoneOf(zone) : undefined)), { guess: guessedZone, setDefault() {}, names: () => question("values", "timeZone"), zone: (name) => (zoneTable(name) ? { name } : null), zonesForCountry: () => [] });
  const span = (count, unit = "ms") => ({ asMilliseconds: () => count * (UNIT_MS[unitName(unit)] ?? 1), asSeconds: () => (count * (UNIT_MS[unitName(unit)] ?? 1)) / 1000, asMinutes: () => (count * (UNIT_MS[unitName(unit)] ?? 1)) / MINUTE, asHours: () => (count * (UNIT_MS[unitName(unit)] ?? 1)) / 3600000, humanize: () => ago(-count * (UNIT_MS[unitName(unit)] ?? 1)).replace(" ago", ""), format: () => RealString(count) });
  return both(make, { utc: (value) => new Moment(timeGiven(value), "UTC"), unix: (seconds) => new Moment(seconds * 1000), tz: zoned, extend: () => make, locale: () => (read("locale"), "en"), isMoment: (v) => v instanceof Moment, isDayjs: (v) => v instanceof Moment, now: () => virtualNow, duration: span, isDuration: () => false, parseZone: make, Dayjs: Moment, version: "1.11.13" });
};
named(["dayjs", "moment", "moment-timezone", "dayjs/esm"], momentLike);
for (const name of ["utc", "timezone", "relativeTime", "customParseFormat", "duration", "advancedFormat", "isoWeek", "localizedFormat", "isBetween", "weekday"]) named([`dayjs/plugin/${name}`, `dayjs/plugin/${name}.js`, `dayjs/esm/plugin/${name}`], () => both(() => {}));
// luxon.
class DateTime {
  constructor(ms, zone, locale) {
    define(this, "ms", ms);
    define(this, "at", zone);
    define(this, "language", locale);
  }
  static local() {
    return new DateTime(virtualNow);
  }
  static now() {
    return new DateTime(virtualNow);
  }
  static utc() {
    return new DateTime(virtualNow, "UTC");
  }
  static fromISO(text, o) {
    return new DateTime(dateTime(new FakeDate(text)), o && o.zone);
  }
  static fromJSDate(date, o) {
    return new DateTime(dateTime(date), o && o.zone);
  }
  static fromMillis(ms, o) {
    return new DateTime(ms, o && o.zone);
  }
  static fromSeconds(seconds, o) {
    return new DateTime(seconds * 1000, o && o.zone);
  }
  get zoneName() {
    return this.at ?? guessedZone();
  }
  get zone() {
    return { name: this.zoneName, isValid: true, offset: () => this.offset };
  }
  get offset() {
    return minutesAt(this.ms, this.zoneName);
  }
  get offsetNameShort() {
    read("timezone");
    return zoneAt(this.ms, zoneTable(this.zoneName))[2];
  }
  get offsetNameLong() {
    read("timezone");
    return zoneAt(this.ms, zoneTable(this.zoneName))[3];
  }
  get locale() {
    return this.language ?? localeOf();
  }
  get isValid() {
    return this.ms === this.ms;
  }
  setZone(zone) {
    return new DateTime(this.ms, zone === "local" || zone === "system" ? undefined : zone === "utc" ? "UTC" : zoneOf(zone), this.language);
  }
  setLocale(locale) {
    return new DateTime(this.ms, this.at, locale);
  }
  toUTC() {
    return this.setZone("utc");
  }
  toLocal() {
    return this.setZone("local");
  }
  moved(fields, sign) {
    const o = typeof fields === "number" ? { milliseconds: fields } : fields;
    return new DateTime(Object.keys(o).reduce((ms, unit) => movedTime(ms, sign * o[unit], unit, this.zoneName), this.ms), this.at, this.language);
  }
  plus(fields) {
    return this.moved(fields, 1);
  }
  minus(fields) {
    return this.moved(fields, -1);
  }
  startOf(unit) {
    return new DateTime(startOfUnit(this.ms, unit, this.zoneName), this.at);
  }
  endOf(unit) {
    return new DateTime(movedTime(startOfUnit(this.ms, unit, this.zoneName), 1, unit, this.zoneName) - 1, this.at);
  }
  diff(other, unit = "milliseconds") {
    const size = (this.ms - timeGiven(other)) / (UNIT_MS[unitName([unit].flat()[0])] ?? 1);
    return { milliseconds: this.ms - timeGiven(other), as: () => size, toMillis: () => this.ms - timeGiven(other), toObject: () => ({ [[unit].flat()[0]]: size }), [[unit].flat()[0]]: size };
  }
  toFormat(pattern) {
    return patternText(replaceText(pattern, /ZZZZ/g, this.offsetNameShort), UNICODE_TOKENS, this.ms, this.zoneName);
  }
  toISO() {
    return this.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS") + (this.zoneName === "UTC" ? "Z" : offsetWith(this.offset, true));
  }
  toISODate() {
    return this.toFormat("yyyy-MM-dd");
  }
  toISOTime() {
    return slice(this.toISO(), 11);
  }
  toLocaleString(options) {
    return new DateTimeFormat(this.language, { ...options, timeZone: this.zoneName }).format(new FakeDate(this.ms));
  }
  toRelative() {
    return ago(this.ms - virtualNow);
  }
  toJSDate() {
    return new FakeDate(this.ms);
  }
  toMillis() {
    return this.ms;
  }
  toSeconds() {
    return this.ms / 1000;
  }
  toUnixInteger() {
    return Math.floor(this.ms / 1000);
  }
  valueOf() {
    return this.ms;
  }
  toString() {
    return this.toISO();
  }
  toJSON() {
    return this.toISO();
  }
}
for (const [name, field] of [["year", "FullYear"], ["day", "Date"], ["hour", "Hours"], ["minute", "Minutes"], ["second", "Seconds"], ["millisecond", "Milliseconds"]]) defineProperty(DateTime.prototype, name, { get() { return inner["getUTC" + field](wall(this.ms, this.zoneName)); } });
defineProperty(DateTime.prototype, "month", { get() { return inner.getUTCMonth(wall(this.ms, this.zoneName)) + 1; } });
defineProperty(DateTime.prototype, "weekday", { get() { return inner.getUTCDay(wall(this.ms, this.zoneName)) || 7; } });
for (const name of ["DATE_SHORT", "DATE_MED", "DATE_FULL", "DATETIME_SHORT", "DATETIME_MED", "DATETIME_FULL", "TIME_SIMPLE", "TIME_24_SIMPLE"]) DateTime[name] = name.startsWith("TIME") ? { hour: "numeric", minute: "2-digit" } : name.endsWith("SHORT") ? { year: "numeric", month: "numeric", day: "numeric" } : { year: "numeric", month: name.endsWith("MED") ? "short" : "long", day: "numeric" };
named(["luxon"], () => ({ DateTime, Settings: { defaultZone: "system", defaultLocale: undefined }, Info: { features: () => ({}) }, IANAZone: { isValidZone: (name) => !!zoneTable(name), create: (name) => ({ name }) }, SystemZone: { get instance() { return { name: guessedZone() }; } }, Duration: { fromMillis: (ms) => ({ toMillis: () => ms, toFormat: () => RealString(ms) }), fromObject: (o) => ({ toObject: () => o }) }, Interval: { fromDateTimes: (a, b) => ({ start: a, end: b, length: () => b - a }) } }));
// date-fns.
const dateFns = () => {
  const zone = () => guessedZone();
  const text = (date, pattern, o) => patternText(replaceText(replaceText(RealString(pattern), /\bPPP\b/g, "MMMM do, yyyy"), /\bPP\b/g, "MMM d, yyyy"), UNICODE_TOKENS, timeGiven(date), (o && o.timeZone) ?? facts().timezone);
  const made = { format: text, formatInTimeZone: (date, name, pattern) => patternText(pattern, UNICODE_TOKENS, timeGiven(date), zoneOf(name)), formatISO: (date) => text(date, "yyyy-MM-dd'T'HH:mm:ssxxx"), parseISO: (value) => new FakeDate(value), parse: (value) => new FakeDate(value), isValid: (date) => timeGiven(date) === timeGiven(date), toDate: (v) => new FakeDate(timeGiven(v)), getTime: timeGiven, getUnixTime: (d) => Math.floor(timeGiven(d) / 1000), fromUnixTime: (s) => new FakeDate(s * 1000), isBefore: (a, b) => timeGiven(a) < timeGiven(b), isAfter: (a, b) => timeGiven(a) > timeGiven(b), isEqual: (a, b) => timeGiven(a) === timeGiven(b), formatDistance: (a, b) => ago(timeGiven(a) - timeGiven(b)).replace(/ ago|^in /g, ""), formatDistanceToNow: (d, o) => (o && o.addSuffix ? ago(timeGiven(d) - virtualNow) : ago(timeGiven(d) - virtualNow).replace(/ ago|^in /g, "")), formatRelative: (d) => text(d, "MM/dd/yyyy"), getTimezoneOffset: (name, d) => minutesAt(timeGiven(d), name) * MINUTE, utcToZonedTime: (d, name) => new FakeDate(timeGiven(d) + (minutesAt(timeGiven(d), name) - minutesAt(timeGiven(d), zone())) * MINUTE), zonedTimeToUtc: (d, name) => new FakeDate(timeGiven(d) - (minutesAt(timeGiven(d), name) - minutesAt(timeGiven(d), zone())) * MINUTE), getYear: (d) => wallNumber(d, "FullYear"), getMonth: (d) => wallNumber(d, "Month"), getDate: (d) => wallNumber(d, "Date"), getDay: (d) => wallNumber(d, "Day"), getHours: (d) => wallNumber(d, "Hours"), getMinutes: (d) => wallNumber(d, "Minutes") };
  const wallNumber = (d, field) => inner["getUTC" + field](wall(timeGiven(d), zone()));
  made.toZonedTime = made.utcToZonedTime;
  made.fromZonedTime = made.zonedTimeToUtc;
  for (const unit of ["millisecond", "second", "minute", "hour", "day", "week", "month", "year"]) {
    const title = upperFirst(unit);
    made[`add${title}s`] = (d, n) => new FakeDate(movedTime(timeGiven(d), n, unit, facts().timezone));
    made[`sub${title}s`] = (d, n) => new FakeDate(movedTime(timeGiven(d), -n, unit, facts().timezone));
    made[`startOf${title}`] = (d) => new FakeDate(startOfUnit(timeGiven(d), unit, zone()));
    made[`endOf${title}`] = (d) => new FakeDate(movedTime(startOfUnit(timeGiven(d), unit, zone()), 1, unit, zone()) - 1);
    made[`differenceIn${title}s`] = (a, b) => Math.trunc((timeGiven(a) - timeGiven(b)) / (UNIT_MS[unit] ?? (unit === "year" ? 365.25 * DAY : 30.44 * DAY)));
  }
  return both(made);
};
named(["date-fns", "date-fns-tz", "@date-fns/tz", "@date-fns/utc"], dateFns);
