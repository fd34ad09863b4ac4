"""The README tells the truth about the tree, the commands and the flows."""

from __future__ import annotations

import re

from assistant.cli.parser import build_parser
from assistant.settings import content_dir

ROOT = content_dir()
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_tree_names_every_module_of_the_product() -> None:
    tree = re.search(r"```\nMakefile.*?```", README, re.S)
    assert tree is not None
    named = set(re.findall(r"\w+\.py", tree.group()))
    modules = {path.name for path in (ROOT / "assistant").rglob("*.py")} - {"__init__.py"}
    assert modules <= named | {"__init__.py"}


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
