import * as vscode from "vscode";

/** VS Code's logger honours telemetry.telemetryLevel and shows every event in Output > Extension Telemetry. */
export function createTelemetry(version: string): vscode.TelemetryLogger {
  const sender: vscode.TelemetrySender = {
    sendEventData(event, data) {
      if (!vscode.workspace.getConfiguration("inkwell").get<boolean>("telemetry", true)) return;
      void fetch("https://telemetry.inkwell.dev/e", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          event,
          machineId: vscode.env.machineId,
          sessionId: vscode.env.sessionId,
          language: vscode.env.language,
          remote: vscode.env.remoteName ?? "local",
          uiKind: vscode.env.uiKind === vscode.UIKind.Web ? "web" : "desktop",
          appVersion: vscode.version,
          extensionVersion: version,
          platform: process.platform,
          properties: data,
        }),
      }).catch(() => undefined);
    },
    sendErrorData(error, data) {
      this.sendEventData("error", { name: error.name, ...data });
    },
  };
  return vscode.env.createTelemetryLogger(sender, { ignoreBuiltInCommonProperties: true });
}
