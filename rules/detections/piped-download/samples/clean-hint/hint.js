const { execSync } = require("node:child_process");

function version() {
  return execSync("git --version").toString();
}

console.log("To update, run: curl -fsSL https://downloads.vendor.dev/install.sh | bash");
console.log(version());
