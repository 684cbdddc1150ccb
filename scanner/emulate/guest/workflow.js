// The host of a workflow's nodes (n8n): a package exports classes with a description of their parameters, and the host calls them with itself as `this`.
const NODE_METHODS = ["execute", "supplyData", "webhook", "trigger"];
function isNode(one) {
  if (typeof one !== "function" || !one.prototype) return false;
  for (let i = 0; i < NODE_METHODS.length; i++) if (typeof one.prototype[NODE_METHODS[i]] === "function") return true; // `some` is watched
  return false;
}
// What a user enters for a parameter: what it is set to at first, and the prompt where a text is asked for.
function parameterOf(property) {
  if (property.type === "collection" || property.type === "fixedCollection") return property.default ?? {};
  const usual = property.default ?? (property.options?.[0] ? property.options[0].value : undefined);
  return (property.type === "string" || property.type === undefined) && !usual ? usersText() : usual;
}
const nodeRequest = async (options) => {
  const given = typeof options === "string" ? { url: options } : options ?? {};
  const address = given.baseURL ? RealString(given.baseURL) + RealString(given.url ?? "") : RealString(given.url ?? given.uri ?? "");
  const query = given.qs ? (address.includes("?") ? "&" : "?") + new URLSearchParams(given.qs).toString() : "";
  const isText = given.body === undefined || typeof given.body === "string";
  const headers = { ...(isText ? {} : { "Content-Type": "application/json" }), ...given.headers };
  const answer = await fetch(address + query, { method: given.method ?? "GET", headers, body: isText ? given.body : jsonOf(given.body) });
  const text = await answer.text();
  try {
    return parseJson(text);
  } catch (error) {
    return text;
  }
};
const nodeHelpers = {
  httpRequest: nodeRequest,
  httpRequestWithAuthentication: (name, options) => nodeRequest(options),
  request: nodeRequest,
  requestWithAuthentication: (name, options) => nodeRequest(options),
  requestOAuth2: (name, options) => nodeRequest(options),
  returnJsonArray: (items) => (isArray(items) ? items : [items]).map((json) => ({ json })),
  constructExecutionMetaData: (items) => items,
  prepareBinaryData: async (data) => ({ data }),
  getBinaryDataBuffer: async () => Buffer.from(usersText()),
};
function nodeContext(description) {
  const given = {};
  for (const property of description?.properties ?? []) if (property && typeof property.name === "string" && !(property.name in given)) given[property.name] = parameterOf(property);
  const item = { json: { text: usersText(), message: usersText(), prompt: usersText(), chatInput: usersText() } };
  return openEnded("workflow", {
    getInputData: () => [item],
    getItems: () => [item],
    getNodeParameter: (name, i, usual) => (name in given ? given[name] : usual ?? usersText()),
    getTimezone: () => answered("timezone", facts().timezone),
    getInstanceId: () => answered("machine_id", facts().machine_id),
    getCredentials: async () => sampleOptions(),
    getNode: () => ({ id: "1", name: "Node", type: description?.name ?? "node", typeVersion: 1, parameters: given, credentials: {} }),
    getWorkflow: () => ({ id: "1", name: "Workflow", active: true }),
    getWorkflowStaticData: () => ({}),
    getMode: () => "manual",
    getExecutionId: () => "1",
    getBodyData: () => item.json,
    getQueryData: () => ({}),
    getHeaderData: () => ({}),
    continueOnFail: () => false,
    evaluateExpression: (text) => text,
    helpers: openEnded("helpers", nodeHelpers),
    logger: openEnded("logger", {}),
  });
}
// Calls the nodes that a module exports. False: it exports none.
world.runNodes = (exports) => {
  const nodes = exports === null || (typeof exports !== "object" && typeof exports !== "function") ? [] : [exports, ...ownKeys(exports).map((key) => exports[key])].filter(isNode);
  let count = 0;
  for (const made of nodes) {
    let node;
    attempt("node", () => {
      node = new made();
    });
    if (!node || !isArray(node.description?.properties)) continue;
    count++;
    const self = nodeContext(node.description);
    for (const name of ["execute", "supplyData", "trigger", "webhook"]) if (typeof node[name] === "function") attempt(name, () => apply(node[name], self, [0]));
  }
  return count > 0;
};
