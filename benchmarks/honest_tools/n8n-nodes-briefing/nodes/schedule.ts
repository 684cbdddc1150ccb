export interface Wall { year: number; month: number; day: number; hour: number; minute: number; weekday: number }

const WEEKDAY: Record<string, number> = { Sun: 0, Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6 };

export function wall(at: Date, zone: string): Wall {
  const p = Object.fromEntries(
    new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", weekday: "short" })
      .formatToParts(at).map((x) => [x.type, x.value]),
  );
  return { year: +p.year, month: +p.month, day: +p.day, hour: +p.hour, minute: +p.minute, weekday: WEEKDAY[p.weekday] };
}

function field(expr: string, lo: number, hi: number): Set<number> {
  const out = new Set<number>();
  for (const piece of expr.split(",")) {
    const m = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(piece.trim());
    if (!m) throw new Error(`bad cron field "${piece}"`);
    const from = m[1] === "*" ? lo : Number(m[1]);
    const to = m[1] === "*" ? hi : m[2] ? Number(m[2]) : m[3] ? hi : from;
    for (let i = from; i <= to; i += Number(m[3] || 1)) out.add(i);
  }
  return out;
}

/** Next minute at which the five-field expression is true on the wall clock of `zone` (searches one year). */
export function next(expr: string, zone: string, after = new Date()): Date {
  const f = expr.trim().split(/\s+/);
  if (f.length !== 5) throw new Error("a cron expression has five fields");
  const [mi, ho, da, mo, wd] = [field(f[0], 0, 59), field(f[1], 0, 23), field(f[2], 1, 31), field(f[3], 1, 12), field(f[4].replace(/\b7\b/, "0"), 0, 6)];
  let t = new Date(Math.floor(after.getTime() / 60000 + 1) * 60000);
  const end = t.getTime() + 366 * 86400e3;
  while (t.getTime() < end) {
    const w = wall(t, zone);
    const dayOk = f[2] !== "*" && f[4] !== "*" ? da.has(w.day) || wd.has(w.weekday) : da.has(w.day) && wd.has(w.weekday);
    if (!mo.has(w.month) || !dayOk || !ho.has(w.hour)) {
      t = new Date(t.getTime() + (60 - w.minute) * 60000);
      continue;
    }
    if (mi.has(w.minute)) return t;
    t = new Date(t.getTime() + 60000);
  }
  throw new Error("the expression never comes true");
}
