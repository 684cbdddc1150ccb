// Whoever reads what the user typed as JSON is a server that waits for messages.
const parseWatched = JSON.parse;
define(JSON, "parse", function parse(text, reviver) {
  try {
    return reviver === undefined ? parseWatched(text) : parseWatched(text, reviver);
  } catch (error) {
    if (!talk.isOn && world.facts && typeof text !== "object" && trimmed(RealString(text)) === world.facts.prompt) startTalk();
    throw error;
  }
});
const trimmed = uncurry(String.prototype.trim);
