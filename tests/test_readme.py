"""The README tells the truth about the tree, the commands and the flows."""

from __future__ import annotations

import re

from assistant.cli.parser import build_parser
from assistant.settings import content_dir

ROOT = content_dir()
README = (ROOT / "README.md").read_text(encoding="utf-8")


def tree() -> set[str]:
    """Every file and folder that the tree names, its path from the project folder."""
    drawn = re.search(r"```\nMakefile.*?```", README, re.S)
    assert drawn is not None
    named: set[str] = set()
    folders: list[str] = []
    for row in drawn.group().splitlines()[1:-1]:
        indent = len(row) - len(row.lstrip())
        for name in re.split(r", ", re.split(r" {2,}", row.strip())[0]):
            path = "".join([*folders[: indent // 2], name])
            named.add(path)
            if name.endswith("/"):
                folders = [*folders[: indent // 2], name]
    return named


def test_the_tree_names_every_module_and_folder() -> None:
    modules = [path for part in ("assistant", "evals") for path in (ROOT / part).rglob("*.py")]
    paths = {path.relative_to(ROOT).as_posix() for path in modules if path.name != "__init__.py"}
    assert paths - tree() == set()
    holding = {f"{path.parent.relative_to(ROOT).as_posix()}/" for path in (ROOT / "prompts").rglob("*.yaml")}
    assert holding - tree() == set()


def test_what_the_tree_names_is_there() -> None:
    made_later = {"evals/runs/", "evals/readings/", "evals/attacks.jsonl"}
    gone = {path for path in tree() - made_later if not (ROOT / path).exists()}
    assert gone == set()


def test_the_page_about_the_cases_counts_them_right() -> None:
    about = (ROOT / "evals" / "cases" / "README.md").read_text(encoding="utf-8")
    told = {name: int(n.replace(",", "")) for name, n in re.findall(r"^\| `([\w.-]+)` \| ([\d,]+) \|", about, re.M)}
    files = [path for path in (ROOT / "evals" / "cases").iterdir() if path.suffix in {".jsonl", ".txt"}]
    counted = {path.name: sum(1 for row in path.read_text(encoding="utf-8").split("\n") if row) for path in files}
    assert told == counted


def test_the_readme_names_every_command() -> None:
    commands = re.findall(r"^    (\w+)  ", build_parser().format_help(), re.M)
    assert commands
    for command in commands:
        assert re.search(rf"waterlijn {command}\b", README), command


def test_every_picture_is_there() -> None:
    for picture in re.findall(r"\((docs/img/[^)]+)\)", README):
        assert (ROOT / picture).is_file()


def test_every_make_target_of_the_readme_exists() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for target in re.findall(r"(?:^|`)make (\w+)", README, re.M):
        assert target in targets, target


def test_no_file_of_the_project_names_a_path_of_a_machine() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "assistant").rglob("*.py"), *(ROOT / "prompts").rglob("*.yaml")]:
        assert not re.search(r"/(?:home|Users|work|root)/\w", path.read_text(encoding="utf-8")), path
