export const greetings = { ru: "привет, мир", el: "γειά σου", de: "Grüße", unit: "5 μs" };
