import { origin } from "./origin.js";
export const punctuate = (text) => `Task: ${text}${origin() ? "\u3002" : "."}`;
