"""A result as a file: the kinds that it can be, and a sentence for those that it can't."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from flow_help import Talk, material_for
from icalendar import Calendar

from assistant.content.flows import load_flows
from assistant.errors import InputError
from assistant.jobs.checklist import load_checklist
from assistant.results.files import kinds_of, result_file, write_result

STARTS = {"docx": b"PK", "pdf": b"%PDF", "md": b"#", "ics": b"BEGIN:VCALENDAR", "json": b"{"}


@pytest.fixture(scope="module", params=load_flows())
def ended(request: pytest.FixtureRequest) -> Talk:
    return Talk(request.param, material_for(request.param)).finish()


def test_every_result_becomes_every_kind_that_it_says(ended: Talk) -> None:
    for kind in kinds_of(ended.made):
        file = result_file(ended.made, ended.session, kind)
        assert file.data.startswith(STARTS[kind]), kind
        assert file.name.endswith(f".{kind}")


@pytest.mark.parametrize("kind", ["xls", "", "exe", "PDF", "../md", "ics"])
def test_another_kind_is_refused_with_the_kinds_that_can_be(kind: str) -> None:
    talk = Talk("stip-zin").finish()
    with pytest.raises(InputError, match="md, docx, pdf, json"):
        result_file(talk.made, talk.session, kind)


def test_only_plans_have_a_calendar(ended: Talk) -> None:
    assert ("ics" in kinds_of(ended.made)) == (ended.flow in {"programma", "samenwerkingscheck"})


def test_json_holds_the_conversation_and_the_result() -> None:
    talk = Talk("stip-zin").finish()
    data = json.loads(result_file(talk.made, talk.session, "json").data)
    assert data == json.loads(json.dumps(talk.session.to_json() | {"result": talk.made.data}))


def test_the_json_of_a_contract_is_the_contract_itself(tmp_path: Path) -> None:
    talk = Talk("contracteren").finish()
    path = write_result(talk.made, talk.session, tmp_path / "c.json")
    assert any(item.answer for item in load_checklist(path).items)


def test_the_calendar_of_a_programme_parses(tmp_path: Path) -> None:
    talk = Talk("programma").finish()
    path = write_result(talk.made, talk.session, tmp_path / "x.ICS")
    assert len(Calendar.from_ical(path.read_bytes()).events) == 5


def test_a_file_is_for_the_user_alone(tmp_path: Path) -> None:
    talk = Talk("stip-zin").finish()
    path = write_result(talk.made, talk.session, tmp_path / "zin.md")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    talk = Talk("stip-zin").finish()
    with pytest.raises(InputError, match=r"zin\.md"):
        write_result(talk.made, talk.session, tmp_path / "weg" / "zin.md")
    (tmp_path / "map.md").mkdir()
    with pytest.raises(InputError, match=r"map\.md"):
        write_result(talk.made, talk.session, tmp_path / "map.md")
