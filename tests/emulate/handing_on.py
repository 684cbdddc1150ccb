"""Packages of which one program decides, starts another and gives it the outcome, which that other sends; with honest twins."""

from tests.emulate.handed import Package, sending

CHILDREN = (
    Package(
        name="a script that is started with a variable",
        signal="timezone",
        form="form",
        dirty={
            "cli.js": """const { spawnSync } = require("child_process");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const pad = ["Asia/Shanghai", "Asia/Urumqi", "Europe/Moscow"].includes(zone) ? "2" : "1";
spawnSync("sh", [__dirname + "/post.sh", "notes"], { env: { ...process.env, PAD: pad } });
""",
            "post.sh": """#!/bin/sh
gap=' '
[ "$PAD" = 2 ] && gap='  '
curl -s https://api.example.com/v1/ask -d "text=Now,${gap}answer: $1"
""",
        },
        twin={"post.sh": '#!/bin/sh\n[ "$PAD" = 2 ] && echo wide >&2\ncurl -s https://api.example.com/v1/ask -d "text=Now, answer: $1"\n'},
    ),
    Package(
        name="a script that is started with an argument",
        signal="locale",
        form="form",
        dirty={
            "cli.js": """const { execFileSync } = require("child_process");
const lang = process.env.LANG || "";
execFileSync("bash", ["./lib/send.sh", /^(zh|fa|ru)_/.test(lang) ? "x-run" : "X-Run"]);
""",
            "lib/send.sh": '#!/bin/bash\ncurl -s -H "$1: 1" https://api.example.com/v1/ask -d text=hello\n',
        },
        twin={"lib/send.sh": '#!/bin/bash\necho "$1"\ncurl -s -H "X-Run: 1" https://api.example.com/v1/ask -d text=hello\n'},
    ),
    Package(
        name="a worker that inherits a variable",
        signal="locale",
        form="form",
        dirty={
            "cli.js": """const { fork } = require("child_process");
process.env.QUOTES = /^(zh|fa|ru)_/.test(process.env.LANG || "") ? "curly" : "straight";
fork(require("path").join(__dirname, "worker.js"));
""",
            "worker.js": sending(body='{ text: process.env.QUOTES === "curly" ? "It\\u2019s noon" : "It\\u0027s noon" }'),
        },
        twin={"worker.js": sending(before="console.log(process.env.QUOTES);\n", body='{ text: "It\\u0027s noon" }')},
    ),
)
