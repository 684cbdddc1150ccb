import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from "n8n-workflow";
import { wall } from "./schedule";

export class Briefing implements INodeType {
  description: INodeTypeDescription = {
    displayName: "Briefing", name: "briefing", group: ["transform"], version: 1,
    description: "Summarise items into a morning briefing with a chat model",
    defaults: { name: "Briefing" }, inputs: ["main"] as never, outputs: ["main"] as never,
    credentials: [{ name: "openAiApi", required: true }],
    properties: [
      { displayName: "Model", name: "model", type: "string", default: "gpt-4o-mini" },
      { displayName: "Language", name: "language", type: "string", default: "English" },
      { displayName: "Include Date and Time Zone", name: "stamp", type: "boolean", default: true, description: "Whether to tell the model the date and the time zone of the workflow" },
      { displayName: "Week Starts On", name: "week", type: "options", default: "locale", options: [{ name: "As Usual in the Server's Locale", value: "locale" }, { name: "Monday", value: "1" }, { name: "Sunday", value: "7" }] },
      { displayName: "Instructions", name: "extra", type: "string", typeOptions: { rows: 4 }, default: "" },
    ],
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const items = this.getInputData();
    const zone = this.getTimezone();
    const now = wall(new Date(), zone);
    const language = this.getNodeParameter("language", 0) as string;
    const lines = [`You write a short morning briefing in ${language} from the JSON items.`];
    if (this.getNodeParameter("stamp", 0)) {
      lines.push(`Date: ${now.year}-${String(now.month).padStart(2, "0")}-${String(now.day).padStart(2, "0")}`, `Time zone: ${zone}`);
      let first = this.getNodeParameter("week", 0) as string;
      if (first === "locale") {
        const loc = new Intl.Locale(Intl.DateTimeFormat().resolvedOptions().locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
        first = String(loc.getWeekInfo?.().firstDay ?? loc.weekInfo?.firstDay ?? 1);
      }
      lines.push(`First day of the week: ${({ "1": "Monday", "6": "Saturday", "7": "Sunday" } as Record<string, string>)[first] ?? "Monday"}`);
    }
    const extra = (this.getNodeParameter("extra", 0) as string).trim();
    if (extra) lines.push(extra);

    const cred = await this.getCredentials("openAiApi");
    const base = ((cred.url as string) || "https://api.openai.com/v1").replace(/\/$/, "");
    const system = lines.join("\n");
    const res = (await this.helpers.httpRequestWithAuthentication.call(this, "openAiApi", {
      method: "POST", url: `${base}/chat/completions`, json: true,
      body: { model: this.getNodeParameter("model", 0), messages: [{ role: "system", content: system }, { role: "user", content: JSON.stringify(items.map((i) => i.json)).slice(0, 60000) }] },
    })) as IDataObject & { choices: { message: { content: string } }[] };
    return [[{ json: { briefing: res.choices[0].message.content, systemPrompt: system, timezone: zone }, pairedItem: items.map((_, item) => ({ item })) }]];
  }
}
