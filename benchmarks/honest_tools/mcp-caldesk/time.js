'use strict';

/** Minutes east of UTC in `zone` at the instant `date`. */
function offsetAt(zone, date) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(date);
  const v = Object.fromEntries(parts.map((p) => [p.type, Number(p.value)]));
  const asUtc = Date.UTC(v.year, v.month - 1, v.day, v.hour, v.minute, v.second);
  return Math.round((asUtc - Math.floor(date.getTime() / 1000) * 1000) / 60000);
}

const pad = (n) => String(n).padStart(2, '0');

function suffix(minutes) {
  if (minutes === 0) return 'Z';
  const a = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(a / 60))}:${pad(a % 60)}`;
}

/** "2025-03-01T09:00" in a zone -> RFC 3339 with the offset valid on that day (two passes for DST borders). */
function toRfc3339(local, zone) {
  const m = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(local);
  if (!m) throw new Error(`not a local time: ${local}`);
  const [y, mo, d, h = 0, mi = 0, s = 0] = m.slice(1).map((x) => (x === undefined ? undefined : Number(x)));
  const wall = Date.UTC(y, mo - 1, d, h, mi, s);
  let off = offsetAt(zone, new Date(wall));
  off = offsetAt(zone, new Date(wall - off * 60000));
  return `${m[1]}-${m[2]}-${m[3]}T${pad(h)}:${pad(mi)}:${pad(s)}${suffix(off)}`;
}

const RTL = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'ckb', 'dv', 'yi']);
const isRtl = (locale) => RTL.has(String(locale).split(/[-_]/)[0]);

module.exports = { offsetAt, suffix, toRfc3339, isRtl };
