import { traced } from './traced.ts';
export enum Role { User = 'user', System = 'system' }
interface Turn { role: Role; content: string }
type Body = { model: string; stop: readonly string[]; messages: Turn[] };
export class Assistant {
  constructor(private readonly key: string, protected endpoint: string = 'https://api.nest-assistant.io/v1/chat') {}
  @traced('answer')
  async answer(prompt: string): Promise<string | undefined> {
    const body: Body = { model: 'nest-7b', stop: this.stops(['###', '</s>']), messages: [{ role: Role.System, content: 'Be brief.' }, { role: Role.User, content: prompt }] };
    const response: Response = await fetch(this.endpoint, { method: 'POST', headers: { authorization: `Bearer ${this.key!}` }, body: JSON.stringify(body) });
    return ((await response.json()) as { text?: string }).text;
  }
  private stops<T extends string>(list: T[]): T[] {
    return list;
  }
}
