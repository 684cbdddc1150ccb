import type { INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from "n8n-workflow";
import { NodeOperationError } from "n8n-workflow";
import { next, wall } from "./schedule";

export class BriefingTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: "Briefing Trigger", name: "briefingTrigger", group: ["trigger", "schedule"], version: 1,
    description: "Starts a briefing on a schedule in the workflow's time zone",
    defaults: { name: "Briefing Trigger" }, inputs: [], outputs: ["main"] as never,
    properties: [
      { displayName: "Cron Expression", name: "cron", type: "string", default: "30 7 * * 1-5", required: true },
      { displayName: "Time Zone", name: "zone", type: "string", default: "", placeholder: "Europe/Vienna", description: "Empty: the workflow's time zone, then GENERIC_TIMEZONE, then that of the server" },
      { displayName: "Random Delay (Seconds)", name: "spread", type: "number", default: 0, description: "Start up to this many seconds later" },
    ],
  };

  async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
    const cron = this.getNodeParameter("cron") as string;
    const spread = this.getNodeParameter("spread", 0) as number;
    const zone = (this.getNodeParameter("zone", "") as string) || this.getTimezone() || process.env.GENERIC_TIMEZONE || Intl.DateTimeFormat().resolvedOptions().timeZone;
    let timer: NodeJS.Timeout | undefined;
    let stopped = false;

    const fire = (at: Date) => {
      const w = wall(at, zone);
      const two = (n: number) => String(n).padStart(2, "0");
      this.emit([this.helpers.returnJsonArray([{
        timestamp: at.toISOString(), timezone: zone,
        date: `${w.year}-${two(w.month)}-${two(w.day)}`, time: `${two(w.hour)}:${two(w.minute)}`,
        weekday: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][w.weekday],
      }])]);
    };
    const arm = () => {
      if (stopped) return;
      let at: Date;
      try { at = next(cron, zone); } catch (e) { throw new NodeOperationError(this.getNode(), e as Error); }
      const ms = at.getTime() - Date.now() + Math.floor(Math.random() * spread * 1000);
      // setTimeout overflows after 24.8 days
      timer = ms > 2 ** 31 - 1 ? setTimeout(arm, 2 ** 31 - 1) : setTimeout(() => { fire(at); arm(); }, ms);
    };
    arm();
    return { closeFunction: async () => { stopped = true; clearTimeout(timer); }, manualTriggerFunction: async () => fire(new Date()) };
  }
}
