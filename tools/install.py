"""Build the environment in .venv, once: `python3 tools/install.py`. Standard library only; it runs before the rest.

Order: look at the machine, make the environment, torch (the CPU build where there is no GPU), everything else.
A second run with an unchanged pyproject.toml does nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOG = VENV / "install.log"
STAMP = VENV / "installed"
# Pinned, so that a machine that holds this version as a file takes that file.
TORCH = "torch==2.13.0"
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
DISK_GB = 5

# Dutch, and here: the text files need packages that this script has yet to install.
SAY = {
    "python": "Waterlijn heeft Python 3.11 of nieuwer nodig; installeer dat en draai 'make install' opnieuw.",
    "venv": "De module venv ontbreekt; installeer die (op Debian en Ubuntu: apt install python3-venv) "
    "en draai 'make install' opnieuw.",
    "compiler": "Er is geen C++-compiler; installeer die (op Debian en Ubuntu: apt install g++ make, op een Mac: "
    "xcode-select --install) en draai 'make install' opnieuw.",
    "disk": "Er is te weinig ruimte op de schijf: {free:.1f} GB vrij, {need} GB nodig; maak ruimte "
    "en draai 'make install' opnieuw.",
    "failed": "De installatie stopte bij: {step}. De laatste regels staan hierboven, alles staat in {log}; "
    "controleer je internetverbinding en draai 'make install' opnieuw.",
    "done": "De omgeving staat klaar.",
    "steps": {
        "venv": "omgeving maken",
        "pip": "pip bijwerken",
        "torch": "rekenbibliotheek torch halen (ongeveer 200 MB)",
        "rest": "taalmotor bouwen en de rest halen (het bouwen duurt 4 tot 5 minuten op 2 kernen)",
    },
}


def main() -> int:
    """Install what is missing; returns 0, or 1 with one sentence that says what to do."""
    if STAMP.exists() and STAMP.read_text() == fingerprint():
        return 0
    problem = missing()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    python = str(VENV / ("Scripts" if os.name == "nt" else "bin") / "python")
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    steps = [("venv", [[sys.executable, "-m", "venv", str(VENV)]]), ("pip", [[*pip, "--upgrade", "pip>=25.1"]])]
    if not shutil.which("nvidia-smi"):
        # Without a GPU the default build on Linux would bring gigabytes of GPU libraries.
        own_index = [*pip, "--timeout", "5", "--retries", "0", "--index-url", TORCH_CPU_INDEX, TORCH]
        steps.append(("torch", [own_index, [*pip, TORCH]]))
    steps.append(("rest", [[*pip, "--editable", str(ROOT), "--group", f"{ROOT / 'pyproject.toml'}:dev"]]))
    for number, (name, tries) in enumerate(steps, start=1):
        label = f"Stap {number} van {len(steps)}: {SAY['steps'][name]}"
        if not any(run(label, command) for command in tries):
            print("".join(LOG.read_text(errors="replace").splitlines(keepends=True)[-15:]), file=sys.stderr)
            print(SAY["failed"].format(step=SAY["steps"][name], log=LOG.relative_to(ROOT)), file=sys.stderr)
            return 1
    STAMP.write_text(fingerprint())
    print(SAY["done"])
    return 0


def missing() -> str:
    """What the machine lacks, as one sentence with the cure; empty when all is there."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs on whatever Python the machine has
        return SAY["python"]
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return SAY["venv"]
    if not any(shutil.which(name) for name in ("c++", "g++", "clang++", "cl")):
        return SAY["compiler"]
    free = shutil.disk_usage(ROOT).free / 2**30
    return SAY["disk"].format(free=free, need=DISK_GB) if free < DISK_GB else ""


def run(label: str, command: list[str]) -> bool:
    """Run one step with its time on the screen; output goes to the log."""
    VENV.mkdir(exist_ok=True)
    started, last = time.monotonic(), ""
    with LOG.open("ab") as log:
        step = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT)
        while step.poll() is None:
            time.sleep(0.5)
            seconds = int(time.monotonic() - started)
            line = f"{label} ... {seconds // 60}:{seconds % 60:02d}"
            if sys.stdout.isatty():
                print(f"\r{line}", end="", flush=True)
            elif seconds % 30 == 0 and line != last:
                print(line, flush=True)
                last = line
    if sys.stdout.isatty():
        print()
    return step.returncode == 0


def fingerprint() -> str:
    """What the installation depends on: a changed one is installed again."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
