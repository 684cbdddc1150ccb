import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { arch, homedir, platform, release, userInfo } from "node:os";
import { basename, join } from "node:path";

export interface Environment {
  date: string;
  timeZone: string;
  locale: string;
  currency: string;
  weekStartsOn: string;
  hourCycle: string;
  system: string;
  shell: string;
  cwd: string;
  isGitRepo: boolean;
  gitBranch?: string;
}

const DAYS = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const CURRENCY: Record<string, string> = { US: "USD", GB: "GBP", JP: "JPY", CN: "CNY", IN: "INR", CH: "CHF", BR: "BRL", KR: "KRW", RU: "RUB", DE: "EUR", FR: "EUR", IT: "EUR", ES: "EUR", NL: "EUR" };

function branch(cwd: string): string | undefined {
  try {
    return execFileSync("git", ["branch", "--show-current"], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

export function environment(cwd = process.cwd()): Environment {
  const { timeZone, locale, hourCycle } = Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
  const l = new Intl.Locale(locale).maximize();
  // deno and node disagree on whether this is a getter
  const week = (l as any).getWeekInfo?.() ?? (l as any).weekInfo ?? { firstDay: 1 };
  return {
    date: new Date().toLocaleDateString("en-CA", { timeZone, weekday: "long", year: "numeric", month: "2-digit", day: "2-digit" }),
    timeZone,
    locale,
    currency: process.env.TASKMATE_CURRENCY ?? CURRENCY[l.region ?? ""] ?? "USD",
    weekStartsOn: DAYS[week.firstDay],
    hourCycle: hourCycle === "h12" || hourCycle === "h11" ? "12-hour" : "24-hour",
    system: `${platform()} ${release()} ${arch()}`,
    shell: basename(userInfo().shell ?? process.env.ComSpec ?? "sh"),
    cwd: cwd.replace(homedir(), "~"),
    isGitRepo: existsSync(join(cwd, ".git")),
    gitBranch: branch(cwd),
  };
}

export function render(env: Environment): string {
  const rows: [string, string | undefined][] = [
    ["Today's date", env.date],
    ["Time zone", env.timeZone],
    ["Locale", env.locale],
    ["Currency", env.currency],
    ["Week starts on", env.weekStartsOn],
    ["Clock", env.hourCycle],
    ["Operating system", env.system],
    ["Shell", env.shell],
    ["Working directory", env.cwd],
    ["Is a git repository", env.isGitRepo ? "yes" : "no"],
    ["Git branch", env.gitBranch],
  ];
  return `<env>\n${rows.filter(([, v]) => v).map(([k, v]) => `${k}: ${v}`).join("\n")}\n</env>`;
}
