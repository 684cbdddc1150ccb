import { read } from "./index.js";

export const name = (user) => `${user.name}@${read("service.name")}`;
