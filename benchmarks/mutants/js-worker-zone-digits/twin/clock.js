import { parentPort } from "node:worker_threads";
const { timeZone, hourCycle } = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
parentPort.postMessage({ clock: hourCycle, timeZone });
