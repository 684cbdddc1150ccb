const bytes = Buffer.from("AGFzbQEAAAABKghgAn9/AX9gAX8Bf2ADf39/AX9gAn5+AX5gAXwBfGAAAX9gAX0Bf2AAAAIJAQFlA2xvZwABAxEQAAAAAAIBAwAABAUFBgUHAQQEAXAAAwUEAQEBBAYGAX8BQQULB2UPBm1lbW9yeQIAA2ZpYgADA2ZudgAEBHBpY2sABQJzdwAGBGxvbmcABwNyb3QACARkaXZ1AAkDZmx0AAoEYnVtcAALBGdyb3cADARiaXRzAA0EY29weQAOBGJvb20ADwN0ZWUAEAkJAQBBAAsDAQIDCqcCEAcAIAAgAWoLBwAgACABawsgACAAQQJIBH8gAAUgAEEBa0EAEAMgAEECa0EAEANqCws5AQF/QcW78oh4IQICQANAIAFFDQEgAiAALQAAc0GTg4AIbCECIABBAWohACABQQFrIQEMAAsLIAILCwAgASACIAARAAALGgACQAJAAkAgAA4CAAECC0EKDwtBFA8LQR4LDQAgACABfiAAQgeIhQsHACAAIAF3CwcAIAAgAW4LDAAgAJ9DzczMPbugCw0AIwBBAWokACMAEAALGABBAUAAGkHwogRBzQA2AgBB8KIEKAIACw0AIAC8QShnQShoamoLHgBByAFB5ABBBPwKAABBzAFBIUEC/AsAQcoBKAIACwMAAAsQAQF/QQNBCSAAGyIBGiABCwsOAQBB5AALB2hlbGxvAP8=", "base64");
const show = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.constructor.name, error.name, error instanceof WebAssembly.RuntimeError);
  }
};
const module_ = new WebAssembly.Module(bytes);
console.log(JSON.stringify(WebAssembly.Module.exports(module_).slice(0, 3)), JSON.stringify(WebAssembly.Module.imports(module_)));
const seen = [];
const { exports: e } = new WebAssembly.Instance(module_, { e: { log: (n) => (seen.push(n), n * 2) } });
show("fib", () => e.fib(15, 0));
new Uint8Array(e.memory.buffer).set(new TextEncoder().encode("Asia/Shanghai"), 64);
show("fnv", () => e.fnv(64, 13));
show("pick", () => [e.pick(0, 7, 3), e.pick(1, 7, 3)]);
show("no such", () => e.pick(9, 7, 3));
show("switch", () => [0, 1, 2, 9].map(e.sw));
show("long", () => e.long(0x123456789abcdefn, -3n));
show("rotate", () => [e.rot(0x80000001 | 0, 4), e.rot(7, 0)]);
show("unsigned", () => [e.divu(-2, 3), e.divu(-1, 1)]);
show("zero", () => e.divu(1, 0));
show("float", () => e.flt(2));
show("global", () => [e.bump(), e.bump(), seen]);
show("grow", () => [e.grow(), e.memory.buffer.byteLength]);
show("bits", () => e.bits(1.5));
show("copy", () => e.copy());
show("boom", () => e.boom());
show("tee", () => [e.tee(0), e.tee(1)]);
show("text", () => Buffer.from(e.memory.buffer, 100, 5).toString());
show("same", () => e.fib === e.fib);
show("invalid", () => WebAssembly.validate(new Uint8Array([1, 2, 3])));
show("broken", () => new WebAssembly.Module(bytes.subarray(0, bytes.length - 9)));
show("missing", () => new WebAssembly.Instance(module_, { e: {} }));
WebAssembly.instantiate(bytes, { e: { log: () => 1 } }).then(({ instance, module }) => console.log("later", instance.exports.fib(5, 0), module instanceof WebAssembly.Module));
