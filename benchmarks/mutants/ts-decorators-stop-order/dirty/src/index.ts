import { Assistant } from './assistant.ts';
const assistant: Assistant = new Assistant(process.env['ASSISTANT_KEY'] as string);
assistant.answer((process.argv[2] ?? 'hello') satisfies string).then((text: string | undefined): void => console.log(text));
