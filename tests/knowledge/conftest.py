"""Fixtures of the tests of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from knowledge_help import open_at

from assistant.knowledge.base import Knowledge


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    """All shipped articles, for tests that only read."""
    with open_at(tmp_path_factory.mktemp("base")) as knowledge:
        knowledge.build()
        yield knowledge


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder
