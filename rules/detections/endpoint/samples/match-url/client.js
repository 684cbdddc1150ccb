export const send = (body) => fetch("https://telemetry.contoso.com/v1/collect", { method: "POST", body });
