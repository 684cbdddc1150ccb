// Values as text, as `console.log` and `util.inspect` show them.

const isWord = (text) => testRegExp(/^[a-zA-Z_][a-zA-Z_0-9]*$/, text);
const ESCAPES = { "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v", "\\": "\\\\" };
const replaceText = uncurry(String.prototype.replace);
const repeatText = uncurry(String.prototype.repeat);
function quotedText(text) {
  const mark = plainIndexOf(text, "'") < 0 ? "'" : plainIndexOf(text, '"') < 0 ? '"' : plainIndexOf(text, "`") < 0 && plainIndexOf(text, "${") < 0 ? "`" : "'";
  const body = replaceText(text, /[\x00-\x1f\x7f-\x9f\\]/g, (c) => ESCAPES[c] ?? "\\x" + (charCodeAt(c, 0) < 16 ? "0" : "") + hex(charCodeAt(c, 0), 16).toUpperCase());
  return mark + (mark === "'" ? replaceText(body, /'/g, "\\'") : body) + mark;
}
const plainIndexOf = uncurry(String.prototype.indexOf);
const numberText = (value) => (value === 0 && 1 / value < 0 ? "-0" : RealString(value));
const nameOfClass = (value) => {
  for (let one = value; one !== null && one !== undefined; one = getPrototypeOf(one)) {
    const field = getOwnPropertyDescriptor(one, "constructor");
    if (field && typeof field.value === "function" && field.value.name) return field.value.name;
  }
  return null;
};
const keyText = (key) => (typeof key === "symbol" ? `[${RealString(key)}]` : isWord(key) ? key : quotedText(key));
const DEFAULTS = { depth: 2, colors: false, showHidden: false, compact: 3, breakLength: 80, maxArrayLength: 100, maxStringLength: 10000, customInspect: true, sorted: false, getters: false };
function inspect(value, options, depth, colors) {
  const given = typeof options === "object" && options !== null ? options : { showHidden: options, ...(depth !== undefined ? { depth } : {}), colors };
  const context = { ...DEFAULTS, ...inspect.defaultOptions, ...given, seen: [], indent: 0, level: 0, circles: new RealMap() };
  if (context.depth === null) context.depth = Infinity;
  if (context.maxArrayLength === null) context.maxArrayLength = Infinity;
  return shown(context, value, 0, true);
}
function shown(context, value, level, isTop) {
  if (typeof value === "string") {
    const text = value.length > context.maxStringLength ? slice(value, 0, context.maxStringLength) + `... ${value.length - context.maxStringLength} more characters` : value;
    if (!isTop && value.length > 16 && value.length > context.breakLength - context.indent - 4 && plainIndexOf(value, "\n") >= 0)
      return nativeJoin(nativeSplit(text, /(?<=\n)/).map(quotedText), ` +\n${repeatText(" ", context.indent + 2)}`);
    return quotedText(text);
  }
  if (typeof value === "number") return numberText(value);
  if (typeof value === "bigint") return value + "n";
  if (typeof value === "symbol") return RealString(value);
  if (typeof value !== "object" && typeof value !== "function") return RealString(value);
  if (value === null) return "null";
  const custom = context.customInspect && value[INSPECT];
  if (typeof custom === "function" && custom !== inspect) {
    const left = context.depth - level;
    const result = apply(custom, value, [left, { ...context, stylize: (text) => RealString(text) }, inspect]);
    if (result !== value) return typeof result === "string" ? replaceText(result, /\n/g, "\n" + repeatText(" ", context.indent)) : shown(context, result, level);
  }
  if (context.seen.includes(value)) {
    if (!mapHas(context.circles, value)) mapSet(context.circles, value, context.circles.size + 1);
    return `[Circular *${mapGet(context.circles, value)}]`;
  }
  return shownObject(context, value, level);
}
function functionLabel(value, name) {
  const text = functionText(value);
  if (testRegExp(/^class\b/, text)) {
    const parent = getPrototypeOf(value);
    return `[class ${value.name || "(anonymous)"}${parent && parent.name ? ` extends ${parent.name}` : ""}]`;
  }
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  return `[${/Function$/.test(kind) ? kind : "Function"}${value.name ? ": " + value.name : " (anonymous)"}]${name === null ? " [null prototype]" : ""}`;
}
function errorText(context, error, keys) {
  const stack = typeof error.stack === "string" ? error.stack : "";
  const name = error.name || nameOfClass(error) || "Error";
  let head = error.message ? `${name}: ${error.message}` : name;
  if (context.level > 0 && !stack) head = `[${head}]`;
  else if (stack) head += "\n" + replaceText(replaceText(stack, /\n$/, ""), /^ *at /gm, repeatText(" ", context.indent) + "    at ");
  if (error.cause !== undefined && keys.indexOf("cause") < 0 && Object.hasOwn(error, "cause")) push(keys, "cause");
  return head;
}
// What stands before the braces, the braces, and the entries of those kinds that have any.
function kindOf(context, value, level, keys) {
  const name = nameOfClass(value),
    tag = typeof value[Symbol.toStringTag] === "string" && value[Symbol.toStringTag] !== name ? ` [${value[Symbol.toStringTag]}]` : "";
  const prefix = (usual, size) => (name === null ? `[${usual}${size ?? ""}: null prototype] ` : name === usual && size === undefined && !tag ? "" : `${name}${size ?? ""}${tag} `);
  const more = (list, shownItem) => {
    const out = [];
    let count = 0;
    for (const item of list) {
      if (count++ >= context.maxArrayLength) continue;
      push(out, shownItem(item));
    }
    if (count > context.maxArrayLength) push(out, `... ${count - context.maxArrayLength} more item${count - context.maxArrayLength > 1 ? "s" : ""}`);
    return out;
  };
  const inner = (item) => within2(context, () => shown(context, item, level + 1));
  if (isArray(value)) {
    const label = name === "Array" && !tag ? "" : prefix("Array", `(${value.length})`);
    return { braces: [label + "[", "]"], isList: true, make: () => arrayItems(context, value, inner), keys: keys.filter((key) => typeof key === "symbol" || !testRegExp(/^\d+$/, key)) };
  }
  if (value instanceof RealSet) return { braces: [`${prefix("Set", `(${value.size})`)}{`, "}"], make: () => more(value, inner) };
  if (value instanceof RealMap) return { braces: [`${prefix("Map", `(${value.size})`)}{`, "}"], make: () => more(value, ([key, item]) => `${inner(key)} => ${inner(item)}`) };
  if (Buffer.isBuffer(value)) {
    const text = hexText(value.subarray(0, 50)).replace(/..(?!$)/g, "$& ");
    return { base: `<Buffer${text ? " " + text : ""}${value.length > 50 ? ` ... ${value.length - 50} more byte${value.length > 51 ? "s" : ""}` : ""}>`, keys: [] };
  }
  if (isView(value) && !(value instanceof DataView)) return { braces: [`${prefix("x", `(${value.length})`)}[`, "]"], isList: true, make: () => more(value, (n) => (typeof n === "bigint" ? n + "n" : numberText(n))), keys: [] };
  if (value instanceof ArrayBuffer) return { braces: ["ArrayBuffer {", "}"], make: () => [`[Uint8Contents]: <${hexText(new RealUint8Array(value).subarray(0, 50)).replace(/..(?!$)/g, "$& ")}>`, `byteLength: ${value.byteLength}`] };
  if (typeof value === "function") return { base: functionLabel(value, name) };
  if (value instanceof RealRegExp) return { base: RealString(value) };
  if (value instanceof RealDate) return { base: dateTime(value) === dateTime(value) ? toIso(value) : "Invalid Date" };
  if (value instanceof RealError) return { base: errorText(context, value, keys) };
  if (value instanceof RealPromise) return { braces: ["Promise {", "}"], make: () => ["<pending>"] };
  if (value instanceof WeakSet || value instanceof WeakMap) return { braces: [`${name} {`, "}"], make: () => ["<items unknown>"] };
  for (const [kind, title] of [[RealString, "String"], [Number, "Number"], [Boolean, "Boolean"]])
    if (value instanceof kind) return { base: `[${title}: ${shown(context, value.valueOf(), 9)}]`, keys: keys.filter((key) => typeof key === "symbol" || !testRegExp(/^\d+$/, key)) };
  if (typeof value.next === "function" && tag.includes("Generator")) return { braces: ["Object [Generator] {", "}"] };
  if (value instanceof URL) return { braces: ["URL {", "}"], make: () => URL_FIELDS.map((field) => `${field}: ${inner(value[field])}`), keys: [] };
  return { braces: [`${prefix("Object")}{`, "}"] };
}
const URL_FIELDS = ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "searchParams", "hash"];
function within2(context, run) {
  context.indent += 2;
  const text = run();
  context.indent -= 2;
  return text;
}
function arrayItems(context, list, inner) {
  const out = [],
    most = Math.min(context.maxArrayLength, list.length);
  let holes = 0;
  const tellHoles = () => {
    if (holes) push(out, `<${holes} empty item${holes > 1 ? "s" : ""}>`);
    holes = 0;
  };
  let i = 0;
  for (; i < list.length && out.length < most; i++) {
    if (!Object.hasOwn(list, i)) {
      holes++;
      continue;
    }
    tellHoles();
    push(out, inner(list[i]));
  }
  tellHoles();
  if (i < list.length) push(out, `... ${list.length - i} more item${list.length - i > 1 ? "s" : ""}`);
  return out;
}
function fieldText(context, value, key, level) {
  const field = getOwnPropertyDescriptor(value, key) || { value: value[key] };
  const label = field.enumerable === false && typeof key === "string" ? `[${key}]` : keyText(key);
  if (field.get) return `${label}: ${field.set ? "[Getter/Setter]" : "[Getter]"}`;
  if (field.set) return `${label}: [Setter]`;
  return `${label}: ${within2(context, () => shown(context, field.value, level + 1))}`;
}
function shownObject(context, value, level) {
  let keys;
  try {
    keys = (context.showHidden ? ownKeys(value) : [...Object.keys(value), ...Object.getOwnPropertySymbols(value).filter((s) => getOwnPropertyDescriptor(value, s)?.enumerable)]).filter((key) => typeof key === "symbol" || getOwnPropertyDescriptor(value, key));
  } catch (error) {
    return "{}";
  }
  const before = context.level;
  context.level = level;
  const kind = kindOf(context, value, level, keys);
  context.level = before;
  if (kind.keys) keys = kind.keys;
  if (kind.base !== undefined && !keys.length) return kind.base;
  const braces = kind.braces ?? ["{", "}"];
  if (level > context.depth) return `[${braces[0].length > 1 ? braces[0].slice(0, -1).trim().replace(/\(\d+\)$/, "") : kind.isList ? "Array" : (nameOfClass(value) ?? "Object: null prototype")}]`;
  push(context.seen, value);
  context.current = level;
  const out = kind.make ? kind.make() : [];
  for (const key of context.sorted ? [...keys].sort() : keys) push(out, fieldText(context, value, key, level));
  context.seen.pop();
  const circle = mapGet(context.circles, value);
  const base = [circle ? `<ref *${circle}>` : "", kind.base ?? ""].filter(Boolean).join(" ");
  if (!out.length) return `${base ? base + " " : ""}${braces[0]}${braces[1]}`;
  return laidOut(context, out, base, braces, kind.isList ? value : null, level);
}
function laidOut(context, items, base, braces, list, level) {
  const lead = base ? base + " " : "";
  if (context.compact === true || context.breakLength === Infinity) return `${lead}${braces[0]} ${nativeJoin(items, ", ")} ${braces[1]}`;
  const compact = context.compact === false ? 0 : context.compact;
  const rows = list && items.length > 6 && compact ? gridOf(context, items, list) : items;
  if (context.current - level < compact && rows === items) {
    let size = items.length * 2 + context.indent + braces[0].length + base.length + 10;
    for (const item of items) size += item.length;
    if (size <= context.breakLength && plainIndexOf(base, "\n") < 0) {
      const line = nativeJoin(items, ", ");
      if (plainIndexOf(line, "\n") < 0) return `${lead}${braces[0]} ${line} ${braces[1]}`;
    }
  }
  const indent = "\n" + repeatText(" ", context.indent);
  return `${lead}${braces[0]}${indent}  ${nativeJoin(rows, `,${indent}  `)}${indent}${braces[1]}`;
}
// Long lists in columns of equal width.
function gridOf(context, items, list) {
  const count = items.length > context.maxArrayLength ? items.length - 1 : items.length;
  const widths = items.slice(0, count).map((item) => item.length);
  const widest = Math.max(...widths) + 2,
    total = widths.reduce((sum, width) => sum + width + 2, 0);
  if (widest * 3 + context.indent >= context.breakLength || !(total / widest > 5 || widest <= 8)) return items;
  const bias = Math.max(widest - 3 - Math.sqrt(widest - total / items.length), 1);
  const columns = Math.min(Math.round(Math.sqrt(2.5 * bias * count) / bias), Math.floor((context.breakLength - context.indent) / widest), context.compact * 4, 15);
  if (columns <= 1) return items;
  const sizes = [];
  for (let column = 0; column < columns; column++) {
    let most = 0;
    for (let i = column; i < count; i += columns) most = Math.max(most, widths[i]);
    push(sizes, most + 2);
  }
  const isNumeric = list.every((item) => typeof item === "number" || typeof item === "bigint");
  const rows = [];
  for (let from = 0; from < count; from += columns) {
    const to = Math.min(from + columns, count);
    let row = "";
    for (let i = from; i < to; i++) {
      const isLast = i === to - 1,
        text = isLast ? items[i] : items[i] + ", ";
      row += isNumeric ? text.padStart(sizes[i - from] - (isLast ? 2 : 0)) : isLast ? text : text.padEnd(sizes[i - from]);
    }
    push(rows, row);
  }
  if (count < items.length) push(rows, items[count]);
  return rows;
}
inspect.custom = INSPECT;
inspect.defaultOptions = {};
const ANSI = { reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25], inverse: [7, 27], hidden: [8, 28], strikethrough: [9, 29], black: [30, 39], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39], magenta: [35, 39], cyan: [36, 39], white: [37, 39], gray: [90, 39], grey: [90, 39], redBright: [91, 39], greenBright: [92, 39], yellowBright: [93, 39], blueBright: [94, 39], magentaBright: [95, 39], cyanBright: [96, 39], whiteBright: [97, 39], bgBlack: [40, 49], bgRed: [41, 49], bgGreen: [42, 49], bgYellow: [43, 49], bgBlue: [44, 49], bgMagenta: [45, 49], bgCyan: [46, 49], bgWhite: [47, 49] };
inspect.colors = ANSI;
inspect.styles = { special: "cyan", number: "yellow", bigint: "yellow", boolean: "yellow", undefined: "grey", null: "bold", string: "green", symbol: "green", date: "magenta", regexp: "red", module: "underline" };
const plainOrShown = (value) => (typeof value === "string" ? value : inspect(value));
function formatOne(mark, value) {
  if (mark === "%c") return "";
  if (mark === "%j") {
    try {
      return RealString(JSON.stringify(value));
    } catch (error) {
      return "[Circular]";
    }
  }
  if (mark === "%o") return inspect(value, { showHidden: true, depth: 4 });
  if (mark === "%O") return inspect(value);
  if (mark === "%s") {
    if (typeof value === "bigint") return value + "n";
    if (typeof value === "object" && value !== null && !hasOwnText(value)) return inspect(value, { depth: 0, compact: 3 });
    return typeof value === "number" ? numberText(value) : RealString(value);
  }
  if (typeof value === "bigint") return value + "n";
  if (typeof value === "symbol") return "NaN";
  return numberText(mark === "%i" ? parseInt(value, 10) : mark === "%f" ? parseFloat(value) : Number(value));
}
const hasOwnText = (value) => {
  if (value instanceof RealError || value instanceof RealDate) return true;
  const text = value.toString;
  return typeof text === "function" && text !== Object.prototype.toString && text !== Array.prototype.toString && nameOfClass(value) !== "Object";
};
function format(...values) {
  if (typeof values[0] !== "string" || values.length === 1) return nativeJoin(values.map(plainOrShown), " ");
  let at = 1;
  const text = replaceText(values[0], /%[sdifjoOc%]/g, (mark) => (mark === "%%" ? "%" : at >= values.length ? mark : formatOne(mark, values[at++])));
  return nativeJoin([text, ...values.slice(at).map(plainOrShown)], " ");
}
