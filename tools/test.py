"""Run every suite that this machine can run: `make test`.

The quick suite always; the model suite always (the embedded model is a dependency); the eval suite always (the stored
runs ship); the browser suite where Chromium is, or can be installed (in CI, as root, from Debian's packages).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5


def main() -> int:
    """Run the suites one after another; returns the first code that is not 0."""
    suites = ["not model and not eval and not browser and not slow", "model and not browser and not slow", "eval"]
    if chromium():
        suites.append("browser and not slow")
    else:
        print("Chromium is not here: the browser suite is left out. Install it to run all suites.", flush=True)
    for marks in suites:
        print(f"\n== pytest -m '{marks}'", flush=True)
        # The marker on the command line overrides the one in pyproject.toml.
        code = subprocess.call([sys.executable, "-m", "pytest", "-m", marks], cwd=ROOT)
        if code not in (0, NO_TESTS):
            return code
    return 0


def chromium() -> bool:
    """Whether there is a Chromium; in CI it is installed where that is possible."""
    names = ("chromium", "chromium-browser", "google-chrome")
    if any(shutil.which(name) for name in names):
        return True
    if os.environ.get("CI") and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.call(["apt-get", "update"], **quiet)
        subprocess.call(["apt-get", "install", "-y", "chromium"], **quiet)
    return any(shutil.which(name) for name in names)


if __name__ == "__main__":
    sys.exit(main())
