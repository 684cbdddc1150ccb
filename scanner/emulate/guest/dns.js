// Name resolution: every name has an address; the name itself is what leaves.
function lookup(name) {
  event("lookup", { host: RealString(name) });
  return "198.51.100.7";
}
const lastCallback = (values, ...given) => {
  const call = values[values.length - 1];
  if (typeof call === "function") setImmediateFn(() => call(null, ...given));
};
function dnsServers() {
  const text = question("file", "/etc/resolv.conf");
  return typeof text === "string" ? [...text.matchAll(/^nameserver\s+(\S+)/gm)].map((found) => found[1]) : [];
}
// The machine's own address has its name in the domain that it searches.
function namesOf(address) {
  if (address === "127.0.0.1" || address === "::1") return ["localhost"];
  const text = question("file", "/etc/resolv.conf");
  const found = typeof text === "string" && /^(?:search|domain)\s+(\S+)/m.exec(text);
  if (address !== facts().network_address || !found) return [];
  read("host_name");
  return [`${facts().host_name}.${found[1]}`];
}
const dnsPromises = {
  lookup: async (name, o) => {
    const address = lookup(name);
    return o && o.all ? [{ address, family: 4 }] : { address, family: 4 };
  },
  reverse: async (address) => namesOf(address),
  getServers: dnsServers,
  setServers() {},
};
const dnsCalls = {
  lookup: (name, ...rest) =>
    rest[0] && rest[0].all ? lastCallback(rest, [{ address: lookup(name), family: 4 }]) : lastCallback(rest, lookup(name), 4),
  reverse: (address, ...rest) => lastCallback(rest, namesOf(address)),
  getServers: dnsServers,
  setServers() {},
  setDefaultResultOrder() {},
};
for (const kind of ["", "4", "6", "Txt", "Mx", "Srv", "Cname", "Ns", "Any"]) {
  dnsCalls["resolve" + kind] = (name, ...rest) => lastCallback(rest, kind === "Txt" ? [[lookup(name)]] : [lookup(name)]);
  dnsPromises["resolve" + kind] = async (name) => (kind === "Txt" ? [[lookup(name)]] : [lookup(name)]);
}
world.builtins.dns = () => ({
  ...dnsCalls,
  promises: dnsPromises,
  Resolver: class {
    constructor() {
      Object.assign(this, dnsCalls);
    }
  },
});
world.builtins["dns/promises"] = () => ({
  ...dnsPromises,
  Resolver: class {
    constructor() {
      Object.assign(this, dnsPromises);
    }
  },
});
world.builtins.dgram = () => ({
  createSocket: () => {
    const s = new Socket();
    s.send = (message, ...rest) => {
      event("frame", {
        url: "udp://" + rest.filter((v) => typeof v === "string" || typeof v === "number").join(":"),
        text: bodyText(message),
      });
      lastCallback(rest);
    };
    s.bind = () => s;
    s.close = () => {};
    return s;
  },
});
