"""What is loaded when: quick commands stay quick, and nothing reaches for the network before it was switched off."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from assistant.privacy import OFF

HEAVY = ("llama_cpp", "chromadb", "torch", "gradio", "langgraph", "sentence_transformers")
SHOW = f"sorted(set({HEAVY!r}) & set(sys.modules))"


def run(code: str, *arguments: str, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `code` in a Python of its own."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(
        command, input=said, capture_output=True, text=True, timeout=60, env=os.environ | environment, check=False
    )


def test_importing_the_package_loads_nothing_heavy() -> None:
    done = run(f"import sys, assistant; print({SHOW})")
    assert done.stdout.strip() == "[]", done.stderr


def test_importing_the_assistant_and_the_terminal_loads_nothing_heavy() -> None:
    done = run(f"import sys, assistant.assistant, assistant.cli; print({SHOW})")
    assert done.stdout.strip() == "[]", done.stderr


def test_every_reach_for_the_network_is_off_whatever_the_user_set() -> None:
    on = dict.fromkeys(OFF, "aan")
    done = run("import json, os, assistant; print(json.dumps(dict(os.environ)))", **on)
    after = json.loads(done.stdout)
    assert {name: after.get(name) for name in OFF} == OFF


def test_tracing_telemetry_and_the_hub_are_among_what_is_off() -> None:
    assert OFF["LANGSMITH_TRACING"] == OFF["LANGCHAIN_TRACING_V2"] == "false"
    assert OFF["HF_HUB_OFFLINE"] == OFF["TRANSFORMERS_OFFLINE"] == OFF["DO_NOT_TRACK"] == "1"
    assert OFF["ANONYMIZED_TELEMETRY"] == OFF["GRADIO_ANALYTICS_ENABLED"] == "False"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], ""),
        (["guard"], "Ik ben moe.\tJe bent moe.\n"),
        (["safety"], "Ik ben moe.\n"),
        (["flow", "list"], ""),
        (["flow", "check"], ""),
        (["sessions", "list"], ""),
    ],
)
def test_a_quick_command_loads_nothing_heavy(arguments: list[str], said: str) -> None:
    code = (
        "import sys, atexit, runpy;"
        f"atexit.register(lambda: print({SHOW}, file=sys.stderr));"
        "sys.argv[0] = 'waterlijn';"
        "runpy.run_module('assistant.cli', run_name='__main__')"
    )
    done = run(code, *arguments, said=said)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert done.stderr.strip() == "[]"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("command", "lines", "keys"),
    [
        ("guard", ["Ik ben moe.\tJe bent moe.", "Ik ben moe.\tWat knap van je.", ""], {"ok", "breaches"}),
        ("safety", ["Ik wil niet meer leven.", "", "Mijn team is moe."], {"route", "kind", "matched"}),
    ],
)
def test_every_line_is_answered_before_the_next_is_sent(command: str, lines: list[str], keys: set[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", command, "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # What a user has: output to a pipe waits in a buffer unless it is pushed out.
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    ) as process:
        assert process.stdin
        assert process.stdout
        for line in lines:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
            assert set(json.loads(process.stdout.readline())) == keys
        process.stdin.close()
        assert process.stdout.read() == ""
    assert process.returncode == 0
