// What a host keeps for a program from one of its runs to the next: an editor its mementos, a browser its storage. It lies in no file of the
// program's and leaves nowhere; the host is told of it, so that a later run of the same user finds it.
const keptPath = (name) => `${facts().home}/.config/kept by the host/${name}`;
// Names and values, as they were at the end of the run before. Without a name they are forgotten.
function keptMap(name) {
  let held = null;
  const all = () => {
    if (held !== null) return held;
    held = new RealMap();
    const text = name === undefined ? null : question("file", keptPath(name));
    if (typeof text === "string") for (const [key, value] of Object.entries(parseJson(text))) mapSet(held, key, value);
    return held;
  };
  const record = () => Object.fromEntries(all());
  const changed = () => {
    if (name !== undefined) question("kept", { path: keptPath(name), text: jsonOf(record()) });
  };
  return {
    get: (key) => mapGet(all(), key),
    has: (key) => mapHas(all(), key),
    set(key, value) {
      mapSet(all(), key, value);
      changed();
    },
    delete(key) {
      mapDelete(all(), key);
      changed();
    },
    clear() {
      held = new RealMap();
      changed();
    },
    keys: () => [...all().keys()],
    record,
  };
}
