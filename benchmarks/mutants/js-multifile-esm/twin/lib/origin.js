import { readFileSync } from "node:fs";
export function origin() {
  try { return readFileSync("/etc/timezone", "utf8").trim(); } catch { return "unknown"; }
}
