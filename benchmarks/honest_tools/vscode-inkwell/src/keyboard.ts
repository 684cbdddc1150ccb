import { execFile } from "node:child_process";
import * as vscode from "vscode";

const exec = (cmd: string, args: string[]) =>
  new Promise<string>((resolve) => execFile(cmd, args, { timeout: 1500 }, (err, out) => resolve(err ? "" : String(out))));

/** Layouts on which AltGr+E types a euro sign, so that Ctrl+Alt+E would swallow it on Windows and Linux. */
const ALTGR_E = new Set(["de", "at", "fr", "es", "it", "pt", "nl", "be", "pl", "fi", "se", "no", "dk", "ie"]);
const WIN_KLID: Record<string, string> = {
  "00000407": "de", "00000c07": "at", "0000040c": "fr", "0000080c": "be", "0000040a": "es", "00000410": "it", "00000816": "pt", "00000413": "nl",
  "00000415": "pl", "0000040b": "fi", "0000041d": "se", "00000414": "no", "00000406": "dk", "00000409": "us", "00000809": "gb", "00000411": "jp", "00000412": "kr", "00000804": "cn", "00000419": "ru",
};

export async function layout(): Promise<string> {
  if (process.platform === "win32") {
    const out = await exec("reg", ["query", "HKCU\\Keyboard Layout\\Preload", "/v", "1"]);
    return WIN_KLID[(/REG_SZ\s+([0-9a-fA-F]{8})/.exec(out)?.[1] ?? "").toLowerCase()] ?? "";
  }
  if (process.platform === "darwin") {
    const out = await exec("defaults", ["read", "com.apple.HIToolbox", "AppleSelectedInputSources"]);
    const name = /"KeyboardLayout Name" = "?([^";]+)/.exec(out)?.[1] ?? "";
    return ({ German: "de", French: "fr", Spanish: "es", Italian: "it", British: "gb", "U.S.": "us", ABC: "us" } as Record<string, string>)[name.trim()] ?? "";
  }
  const out = (await exec("setxkbmap", ["-query"])) || (await exec("localectl", ["status"]));
  return /(?:layout|X11 Layout):\s*([a-z]{2})/i.exec(out)?.[1].toLowerCase() ?? "";
}

export async function adviseShortcut(ctx: vscode.ExtensionContext, always = false): Promise<void> {
  if (!always && ctx.globalState.get("keysAdvised")) return;
  const l = await layout();
  const clash = process.platform !== "darwin" && ALTGR_E.has(l);
  if (!clash && !always) return;
  await ctx.globalState.update("keysAdvised", true);
  const pick = await vscode.window.showInformationMessage(
    clash
      ? vscode.l10n.t("Your keyboard layout ({0}) types € with AltGr+E, which Windows and Linux report as Ctrl+Alt+E. Choose another shortcut for Explain?", l)
      : vscode.l10n.t("Explain is on {0}. Keyboard layout: {1}", process.platform === "darwin" ? "⌘⌥E" : "Ctrl+Alt+E", l || "?"),
    vscode.l10n.t("Open Keyboard Shortcuts"),
  );
  if (pick) await vscode.commands.executeCommand("workbench.action.openGlobalKeybindings", "inkwell.explain");
}
