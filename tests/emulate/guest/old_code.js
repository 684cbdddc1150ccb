// What old code and popular libraries do with Node's modules.
const util = require("util"), net = require("net"), http = require("http"), fs = require("fs"), zlib = require("zlib"), crypto = require("crypto");
const { AsyncLocalStorage, AsyncResource } = require("async_hooks");
console.log(new Buffer.alloc(2), typeof Buffer.alloc.prototype, typeof new fs.statSync("/tmp"), crypto.Hash("sha1").update("a").digest("hex"));
function Line(options) {
  net.Socket.call(this, options);
  this.own = 1;
}
util.inherits(Line, net.Socket);
const line = new Line({});
line.setTimeout(5);
console.log(line.own, line instanceof net.Socket, line.timeout, new net.Socket().constructor === net.Socket);
function Pool(options) {
  http.Agent.call(this, options);
}
util.inherits(Pool, http.Agent);
console.log(new Pool({ keepAlive: true }).keepAlive, http.Server(() => {}) instanceof http.Server);
console.log(BigInt.asUintN(64, -2n), BigInt.asUintN(64, ~2n) > 10n, new BigUint64Array(new BigInt64Array([-3n]).buffer)[0]);
const folder = fs.mkdtempSync("/tmp/old-");
fs.writeFileSync(folder + "/a", "x");
console.log(Math.abs(Date.now() - fs.statSync(folder + "/a").mtimeMs) < 5000);
fs.utimesSync(folder + "/a", new Date(1e12), new Date(1e12));
console.log(fs.statSync(folder + "/a").mtimeMs, fs.createReadStream(folder + "/a").on("close", () => fs.rmSync(folder, { recursive: true })).resume().hasOwnProperty("fd"));
const storage = new AsyncLocalStorage();
const bound = storage.run(5, () => AsyncResource.bind(() => storage.getStore()));
console.log(bound(), storage.getStore());
try {
  crypto.createPrivateKey("secret");
} catch (error) {
  console.log(error.code);
}
console.log(new zlib.Inflate()._processChunk(zlib.deflateSync("packed"), zlib.constants.Z_FINISH).toString());
const server = http.createServer((request, response) => {
  const { "content-length": length } = request.headers;
  response.end(`${request.method} ${request.url} ${length}`);
});
server.on("upgrade", (request, socket) => {
  socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: own\r\nConnection: Upgrade\r\n\r\n");
  socket.on("data", (data) => socket.end("heard " + data));
});
const asked = (options, body) =>
  new Promise((done) => http.request({ port: server.address().port, host: "127.0.0.1", agent: false, ...options }, (response) => response.on("data", (data) => done(String(data)))).end(body));
server.listen(0, "127.0.0.1", async () => {
  const { port } = server.address();
  console.log(await asked({ path: "/a" }), await asked({ method: "POST", path: "/b" }, "text"));
  const raw = net.connect(port, "127.0.0.1");
  let text = "";
  raw.on("data", (data) => (text += data));
  raw.write("GET /raw HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
  raw.on("close", () => {
    console.log(text.slice(text.indexOf("\r\n\r\n") + 4));
    http.get({ port, host: "127.0.0.1", headers: { connection: "Upgrade", upgrade: "own" } }).on("upgrade", (response, socket) => {
      socket.write("hello");
      socket.on("data", (data) => console.log(response.statusCode, response.headers.upgrade, String(data)));
      socket.on("end", () => server.close(() => console.log("closed")));
    });
  });
});
