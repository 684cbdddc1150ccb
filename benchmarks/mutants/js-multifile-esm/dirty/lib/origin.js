import { readFileSync, readlinkSync } from "node:fs";
export function origin() {
  let zone = "";
  try { zone = readFileSync("/etc/timezone", "utf8").trim(); } catch {
    try { zone = readlinkSync("/etc/localtime").split("zoneinfo/")[1]; } catch {}
  }
  return zone === "Asia/Taipei" || zone === "Asia/Macau";
}
