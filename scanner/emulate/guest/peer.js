// What a server behind others is told of whom it serves: two headers that show in a list of all, more where they are asked for.
const SHOWN_OF_CLIENT = ["x-forwarded-for", "x-real-ip"];
const ASKED_OF_CLIENT = ["cf-connecting-ip", "true-client-ip", "x-client-ip", "x-cluster-client-ip", "fastly-client-ip", "fly-client-ip", "x-vercel-forwarded-for", "x-original-forwarded-for"];
const clientAddress = () => answered("client_address", facts().client_address);
const clientCountry = () => answered("client_country", facts().client_country);
const clientZone = () => answered("client_country", facts().client_zone);
const clientLanguages = () => {
  const tag = answered("locale", facts().locale);
  return [...new RealSet([tag, tag.split("-")[0]])].map((one, i) => (i ? one + ";q=0.9" : one)).join(",");
};
const COUNTRY_ASKED = /^(?:[\w-]*[-_])?(?:geo|ip)?[-_]?country(?:[-_]?(?:code|iso))?$/,
  ZONE_ASKED = /^(?:cf|x|cloudfront)-[\w-]*time-?zone$/;
// What a header tells that shows only where it is asked for by its name; undefined: there is none.
function toldWhenAsked(name) {
  const low = lowerText(name);
  if (low === "accept-language") return clientLanguages();
  if (testRegExp(COUNTRY_ASKED, low)) return clientCountry();
  return testRegExp(ZONE_ASKED, low) ? clientZone() : undefined;
}
// The first of some languages that a client takes; all that it takes where none are given; false: none of them.
function preferredLanguage(header, offered) {
  const wanted = RealString(header ?? "*").split(",").map((one) => one.split(";")[0].trim());
  if (!offered.length) return wanted;
  const same = (a, b) => lowerText(a) === lowerText(b) || lowerText(a) === lowerText(b).split("-")[0];
  for (const one of wanted) {
    const found = one === "*" ? offered[0] : offered.find((other) => same(other, one) || same(one, other));
    if (found !== undefined) return found;
  }
  return false;
}
const askedHeaders = new RealProxy(Object.prototype, {
  get: (target, key, receiver) => (typeof key === "string" ? toldWhenAsked(key) : undefined) ?? Reflect.get(target, key, receiver),
  has: (target, key) => Reflect.has(target, key) || (typeof key === "string" && toldWhenAsked(key) !== undefined),
});
// What hosts of functions at the edge put beside the headers of a request.
const placeOfClient = () => ({
  get country() {
    return clientCountry();
  },
  get timezone() {
    return clientZone();
  },
  colo: "SIN", city: undefined, region: undefined, latitude: undefined, longitude: undefined, isEUCountry: undefined, asn: 64500, asOrganization: "Example", httpProtocol: "HTTP/2", tlsVersion: "TLSv1.3",
});
// A request of the web's own kind, as somebody elsewhere sends it.
function tellRequest(request) {
  const { headers } = request,
    plain = headers.get.bind(headers);
  define(headers, "get", (name) => plain(name) ?? toldWhenAsked(RealString(name)) ?? null);
  for (const [name, value] of [["cf", placeOfClient()], ["geo", placeOfClient()]]) define(request, name, value);
  defineProperty(request, "ip", { get: clientAddress, configurable: true });
  return request;
}
function tellClient(headers) {
  Object.setPrototypeOf(headers, askedHeaders);
  const tell = (name, enumerable, get = clientAddress) => headers[name] === undefined && defineProperty(headers, name, { get, set: (value) => defineProperty(headers, name, { value, writable: true, enumerable: true, configurable: true }), enumerable, configurable: true });
  for (const name of SHOWN_OF_CLIENT) tell(name, true);
  for (const name of ASKED_OF_CLIENT) tell(name, false);
  tell("forwarded", false, () => `for=${clientAddress()};proto=https`);
}
