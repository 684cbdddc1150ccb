// OpenTelemetry: spans and measures are told, and what runs within them runs.
const tellSpan = (path, values) => question("call", { package: "@opentelemetry/api", path, values, isNew: false });
function spanOf(name) {
  const span = {
    spanContext: () => ({ traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags: 1 }),
    setAttribute: (key, value) => (tellSpan("span.setAttribute", [name, key, value]), span),
    setAttributes: (values) => (tellSpan("span.setAttributes", [name, values]), span),
    addEvent: (title, values) => (tellSpan("span.addEvent", [name, title, values]), span),
    addLink: () => span,
    setStatus: () => span,
    updateName: () => span,
    end() {},
    isRecording: () => true,
    recordException() {},
  };
  return span;
}
const telemetryApi = () => {
  const held = new AsyncLocalStorage();
  const root = { getValue: () => undefined, setValue: () => root, deleteValue: () => root };
  const tracer = {
    startSpan: (name, o) => (tellSpan("startSpan", [name, (o && o.attributes) ?? null]), spanOf(name)),
    startActiveSpan: (name, ...rest) => {
      const run = rest.pop();
      return run(tracer.startSpan(name, rest[0]));
    },
  };
  const instrument = (name) => ({ add: (value, values) => tellSpan("metric.add", [name, value, values ?? null]), record: (value, values) => tellSpan("metric.record", [name, value, values ?? null]), addCallback() {}, removeCallback() {} });
  const meter = Object.fromEntries(["Counter", "UpDownCounter", "Histogram", "Gauge", "ObservableCounter", "ObservableGauge", "ObservableUpDownCounter"].map((kind) => ["create" + kind, instrument]));
  const context = { active: () => held.getStore() ?? root, with: (given, run, self, ...values) => apply(run, self, values), bind: (given, run) => run, disable() {}, setGlobalContextManager() {} };
  const trace = { getTracer: () => tracer, getTracerProvider: () => ({ getTracer: () => tracer }), getSpan: () => undefined, getActiveSpan: () => undefined, setSpan: (given) => given, setSpanContext: (given) => given, deleteSpan: (given) => given, wrapSpanContext: () => spanOf(""), setGlobalTracerProvider: () => true, isSpanContextValid: () => false, disable() {} };
  return { context, trace, metrics: { getMeter: () => meter, getMeterProvider: () => ({ getMeter: () => meter }), setGlobalMeterProvider: () => true, disable() {} }, propagation: { inject() {}, extract: (given) => given, fields: () => [], getBaggage: () => undefined, setBaggage: (given) => given, createBaggage: () => ({}), setGlobalPropagator: () => true, getActiveBaggage: () => undefined }, diag: chained({}), ROOT_CONTEXT: root, SpanKind: { INTERNAL: 0, SERVER: 1, CLIENT: 2, PRODUCER: 3, CONSUMER: 4 }, SpanStatusCode: { UNSET: 0, OK: 1, ERROR: 2 }, DiagLogLevel: { NONE: 0, ERROR: 30, WARN: 50, INFO: 60, DEBUG: 70 }, DiagConsoleLogger: class {}, TraceFlags: { NONE: 0, SAMPLED: 1 }, ValueType: { INT: 0, DOUBLE: 1 }, createContextKey: (name) => Symbol.for(name), isSpanContextValid: () => false, isValidTraceId: () => true, defaultTextMapGetter: { get: (o, key) => o[key], keys: Object.keys }, defaultTextMapSetter: { set: (o, key, value) => (o[key] = value) } };
};
world.clients["@opentelemetry/api"] = telemetryApi;
