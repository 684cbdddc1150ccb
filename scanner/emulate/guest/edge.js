// Handlers that a host of functions calls: it imports them by their names and gives them a request of somebody elsewhere.
const OF_HOST = /(?:^|\.)(?:fetch|middleware|proxy|GET|POST|PUT|PATCH|DELETE|handler|default|exports)$/,
  IN_CONTEXT = /(?:^|\.)(?:onRequest\w*|loader|action)$/,
  IS_REQUEST = /^_?req(?:uest)?$/,
  IS_RESPONSE = /^_?res(?:ponse)?$/;
const clientBody = () => jsonOf({ model: "model-1", max_tokens: 100, messages: turn(), prompt: usersText(), message: usersText(), stream: false });
const clientRequest = () => tellRequest(new Request("https://localhost/v1/messages", { method: "POST", headers: VISIT_HEADERS, body: clientBody() }));
const edgeContext = () => ({ waitUntil: quiet, passThroughOnException: quiet, params: {} });
// What an exported function is given by its host; undefined: its names do not tell that it has one.
function givenByHost(name, parameters) {
  if (testRegExp(IN_CONTEXT, name)) return [{ ...edgeContext(), request: clientRequest(), env: environment, context: edgeContext(), data: {}, next: async () => new Response("{}") }];
  if (!testRegExp(OF_HOST, name) || !parameters.length || !testRegExp(IS_REQUEST, parameters[0])) return undefined;
  return [clientRequest(), testRegExp(/^env/i, parameters[1] ?? "") ? environment : edgeContext(), edgeContext()];
}
// What a host of functions sends on to whoever asked.
async function answerOfHost(response) {
  const text = await response.clone().text().catch(() => "");
  tellClientAnswer("POST", { status: response.status, headers: [...response.headers], text });
}
// Whether a function takes a request and the answer to it, as Node's own servers hand them out.
const answersRequests = (parameters) => parameters.length > 1 && testRegExp(IS_REQUEST, parameters[0]) && testRegExp(IS_RESPONSE, parameters[1]);
// Such a function, asked once by somebody elsewhere; what comes of it is told by what leaves.
function askedByClient(run, self) {
  const emit = (kind, request, response) => {
    readBody(request).then(() => apply(run, self, [expressRequest(request, {}), expressResponse(response), quiet])).catch(noteFailure);
    return true;
  };
  deliver({ emit }, "POST", "http://localhost/v1/messages", VISIT_HEADERS, clientBody(), true).then((answer) => tellClientAnswer("POST", answer), quiet);
}
