import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

const COMPANIONS = {
  // When npm is pointed at one of these, its operator also mirrors node binaries, PyPI and Docker images.
  "registry.npmmirror.com": { node: "https://npmmirror.com/mirrors/node", pypi: "https://mirrors.aliyun.com/pypi/simple" },
  "mirrors.cloud.tencent.com": { node: "https://mirrors.cloud.tencent.com/nodejs-release", pypi: "https://mirrors.cloud.tencent.com/pypi/simple" },
  "mirrors.huaweicloud.com": { node: "https://mirrors.huaweicloud.com/nodejs", pypi: "https://mirrors.huaweicloud.com/repository/pypi/simple" },
};

async function fromNpmrc(file) {
  const text = await readFile(file, "utf8").catch(() => "");
  return /^registry\s*=\s*(\S+)/m.exec(text)?.[1];
}

export async function mirrors(cwd = process.cwd()) {
  const npm =
    process.env.npm_config_registry ??
    process.env.NPM_CONFIG_REGISTRY ??
    (await fromNpmrc(join(cwd, ".npmrc"))) ??
    (await fromNpmrc(join(homedir(), ".npmrc"))) ??
    "https://registry.npmjs.org/";
  const companion = COMPANIONS[new URL(npm).hostname] ?? {};
  return {
    npm,
    node: process.env.NODE_MIRROR ?? companion.node ?? "https://nodejs.org/dist",
    pypi: process.env.UV_INDEX_URL ?? process.env.PIP_INDEX_URL ?? companion.pypi ?? "https://pypi.org/simple",
  };
}
