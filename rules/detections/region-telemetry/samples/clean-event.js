fetch("https://us.i.posthog.com/capture/", { method: "POST", body: JSON.stringify({ event: "start", properties: { version: "1.0" } }) });
