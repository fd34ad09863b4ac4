"""What a flow starts from: a contract, a document, or the harvest of last time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flow_help import NOTES, TODAY, Talk, contract

from assistant.content.flows import find_flow, load_flows
from assistant.dialogue.material import Material, read_material
from assistant.dialogue.opening import begin_talk
from assistant.dialogue.session import begin
from assistant.errors import AssistantError, DocumentError, InputError
from assistant.fakes import shown_without_models
from assistant.jobs.checklist import save_checklist

REQUEST = "Het doel is dat het MT beter samenwerkt.\n\nWe willen geen rapport.\n"


def written(folder: Path, words: str, name: str = "tekst.txt") -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def refusal(flow: str, path: Path) -> str:
    with pytest.raises(AssistantError) as caught:
        read_material(find_flow(flow), path)
    assert isinstance(caught.value, InputError | DocumentError)
    return str(caught.value)


def test_recontracting_without_a_contract_is_refused_with_the_cure() -> None:
    with pytest.raises(InputError, match="--with"):
        begin("herijken", None, TODAY)


def test_only_recontracting_needs_material() -> None:
    for flow in load_flows():
        if flow != "herijken":
            assert begin(flow, None, TODAY).flow.id == flow


@pytest.mark.parametrize("flow", ["spiegel", "spiegelsessie", "aanvraag", "proefsessie"])
def test_with_a_document_the_text_is_not_asked_for(flow: str, tmp_path: Path) -> None:
    material = read_material(find_flow(flow), written(tmp_path, REQUEST))
    session = begin(flow, material, TODAY)
    assert session.stage.id == session.flow.stages[1].id
    assert session.material.name == "tekst.txt"
    assert "We willen geen rapport." in session.material.text


@pytest.mark.parametrize("flow", ["spiegel", "aanvraag", "proefsessie"])
def test_what_was_made_of_the_document_is_shown_at_once(flow: str, tmp_path: Path) -> None:
    material = read_material(find_flow(flow), written(tmp_path, "Wat merk je als het stil wordt?\n"))
    session, reply = begin_talk(flow, material, shown_without_models)
    assert reply.shown
    assert reply.shown in reply.text
    assert reply.question == session.ask


def test_a_document_with_the_same_words_gives_the_same_as_pasting_them(tmp_path: Path) -> None:
    given = Talk("spiegel", read_material(find_flow("spiegel"), written(tmp_path, NOTES)))
    pasted = Talk("spiegel")
    pasted.say(NOTES)
    assert given.made.data == pasted.made.data


@pytest.mark.parametrize("flow", [flow.id for flow in load_flows().values() if flow.material is None])
def test_a_flow_without_material_takes_no_file(flow: str, tmp_path: Path) -> None:
    assert "zonder --with" in refusal(flow, written(tmp_path, REQUEST))


@pytest.mark.parametrize(
    "words", ["", "{", "[]", "null", "3", '{"harvest": "Ik"}', '{"harvest": [1]}', '{"turns": []}']
)
def test_what_is_no_earlier_harvest_is_refused(words: str, tmp_path: Path) -> None:
    assert "oogst.json" in refusal("wat-deed-ik", written(tmp_path, words, "oogst.json"))


def test_a_harvest_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "weg.json" in refusal("wat-deed-ik", tmp_path / "weg.json")
    assert refusal("wat-deed-ik", tmp_path)


def test_a_harvest_nested_without_end_is_refused(tmp_path: Path) -> None:
    assert refusal("wat-deed-ik", written(tmp_path, "[" * 200_000, "diep.json"))


def test_an_earlier_harvest_comes_back_line_by_line(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps({"flow": "wat-deed-ik", "harvest": ["Ik belde Jan.", "Ik wachtte."]}), "o.json")
    assert read_material(find_flow("wat-deed-ik"), path).earlier == ("Ik belde Jan.", "Ik wachtte.")


@pytest.mark.parametrize("words", ["", "[]", "{}", "geen json"])
def test_what_is_no_contract_is_refused(words: str, tmp_path: Path) -> None:
    assert "checklist" in refusal("herijken", written(tmp_path, words, "contract.json"))


def test_a_contract_file_is_read_whole(tmp_path: Path) -> None:
    made = contract(inhoud_doel="drie sessies")
    save_checklist(made, tmp_path / "c.json")
    assert read_material(find_flow("herijken"), tmp_path / "c.json") == Material("c.json", contract=made)


def test_a_document_that_is_empty_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    assert refusal("spiegel", written(tmp_path, ""))
    assert ".docx" in refusal("spiegel", written(tmp_path, "x", "foto.jpg"))
