"""The scripted conversations: they load, they come to an end, and with the real model nothing in them goes wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.content.flows import find_flow, load_flows
from assistant.content.texts import wordings
from assistant.dialogue.compose import BankComposer
from assistant.dialogue.material import Material, read_material
from assistant.dialogue.opening import begin_talk
from assistant.dialogue.session import Session
from assistant.dialogue.turn import TurnTaker
from assistant.errors import ContentError
from assistant.fakes import FakeKnowledge, shown_without_models
from assistant.guard import check_reply
from assistant.knowledge.ask import Answer
from assistant.records import Reply
from assistant.results.make import make_result
from assistant.results.records import Result, Tools
from assistant.settings import Settings
from evals import transcripts
from evals.transcripts import MATERIAL, SCRIPTS, Transcript, hold, load_scripts, written

NAMES = sorted(path.stem for path in SCRIPTS.glob("*.yaml"))
TOOL_SPEAKS = re.compile(r"\bik (?:voel|vind|denk|begrijp|hoop|weet|snap|merk)\b", re.I)
NO_ANSWER = {"oordeel", "advies"}


class WithoutModel:
    """Talks through the real graph, with meaning as shared words and no model."""

    def __init__(self, knowledge: FakeKnowledge) -> None:
        self._turns = TurnTaker(knowledge, BankComposer(None), shown_without_models)  # type: ignore[arg-type]

    def material(self, flow_id: str, path: Path) -> Material:
        return read_material(find_flow(flow_id), path)

    def begin(self, flow_id: str, material: Material | None = None) -> tuple[Session, Reply]:
        return begin_talk(flow_id, material, shown_without_models)

    def reply(self, session: Session, message: str) -> tuple[Session, Reply]:
        return self._turns.take(session, message)

    def result(self, session: Session) -> Result | None:
        return make_result(session, Tools())


@pytest.fixture
def talks(knowledge: FakeKnowledge, monkeypatch: pytest.MonkeyPatch) -> WithoutModel:
    """Conversations without models; questions about the sources find nothing there."""
    monkeypatch.setattr("assistant.dialogue.phrases.answer", lambda _, question: Answer(question, False, ()))
    return WithoutModel(knowledge)


def replies(transcript: Transcript) -> list[Reply]:
    return [exchange.reply for exchange in transcript.exchanges if exchange.reply]


def quoted_or_fixed(mirror: str) -> str:
    """The mirror without what stands between quotation marks: those are the user's literal words."""
    return re.sub(r"['‘].*['’]", "", mirror)


# Without model


@pytest.mark.parametrize("flow", load_flows())
def test_every_flow_has_two_conversations_of_six_to_twelve_messages(flow: str) -> None:
    scripts = load_scripts(flow)
    assert len(scripts) >= 2
    assert all(6 <= len(script.says) <= 12 for script in scripts.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_script_is_named_after_its_flow_and_its_material_exists(name: str) -> None:
    script = load_scripts()[name]
    assert script.flow in load_flows()
    assert re.fullmatch(rf"{script.flow}-\d+", name)
    assert not script.material or (MATERIAL / script.material).is_file()


def test_every_person_is_someone_else() -> None:
    people = [script.person for script in load_scripts().values()]
    said = [" ".join(script.says) for script in load_scripts().values()]
    assert len(set(people)) == len(people)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("fault", ["zegt: [a]", "says: [een, twee, drie]", 'person: "kort"'])
def test_a_script_that_breaks_the_schema_is_refused(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = {"flow": "flow: evenwicht", "person": "person: iemand van een bank", "says": "says: [a, b, c, d, e, f]"}
    lines[fault.split(":")[0]] = fault
    (tmp_path / "evenwicht-1.yaml").write_text("\n".join(lines.values()), encoding="utf-8")
    monkeypatch.setattr(transcripts, "SCRIPTS", tmp_path)
    with pytest.raises(ContentError, match=r"evenwicht-1\.yaml"):
        load_scripts()


@pytest.mark.parametrize("name", NAMES)
def test_a_conversation_comes_to_its_end_or_is_stopped_by_the_person(name: str, talks: WithoutModel) -> None:
    transcript = hold(load_scripts()[name], talks)
    assert transcript.session.closed
    assert transcript.exchanges[-1].reply is not None


@pytest.mark.parametrize("name", ["programma-1", "ontwikkelvragen-2"])
def test_what_cant_be_used_leaves_the_conversation_where_it_stood(name: str, talks: WithoutModel) -> None:
    exchanges = hold(load_scripts()[name], talks).exchanges
    refused = [n for n, exchange in enumerate(exchanges) if exchange.reply is None]
    assert refused
    assert all(n == 0 or exchanges[n].after == exchanges[n - 1].after for n in refused)
    assert all(exchanges[n].refusal for n in refused)


def test_a_transcript_reads_as_a_conversation(talks: WithoutModel) -> None:
    script = load_scripts()["programma-1"]
    shown = written(hold(script, talks))
    assert shown.startswith(f"# {load_flows()['programma'].title}\n\n*{script.person}*\n\n**Waterlijn:** ")
    assert all(f"**Jij:** {said}\n" in shown for said in script.says)
    assert "**Waterlijn (kan dit niet gebruiken):** " in shown
    assert shown.rstrip().endswith(".ics")


def test_lines_of_a_pasted_text_stay_lines(talks: WithoutModel) -> None:
    shown = written(hold(load_scripts()["proefsessie-1"], talks))
    assert "**Jij:** Waarom praten jullie niet gewoon met elkaar?  \nWat zag je" in shown


def test_the_stored_transcripts_are_those_of_the_scripts() -> None:
    assert {path.stem for path in transcripts.TRANSCRIPTS.glob("*.md")} == set(NAMES)


# With the embedded model


Held = Callable[[str], Transcript]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A scripted conversation by name; each is held once."""
    with Assistant.open(Settings(home=tmp_path_factory.mktemp("transcripts"), threads=2)) as assistant:
        yield cache(lambda name: hold(load_scripts()[name], assistant))


@pytest.mark.model
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", NAMES)
def test_no_reply_is_empty_or_breaks_the_rules(name: str, held: Held) -> None:
    for exchange in held(name).exchanges:
        if reply := exchange.reply:
            assert reply.text.strip()
            shown = f"{reply.mirror} {reply.question}".strip()
            assert not reply.mirror or check_reply(exchange.after.said, shown).ok, shown


@pytest.mark.model
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", NAMES)
def test_no_question_comes_twice_unless_it_is_repeated_on_purpose(name: str, held: Held) -> None:
    asked = Counter(reply.question_id for reply in replies(held(name)) if reply.question_id)
    assert not [key for key, times in asked.items() if times > 1]


@pytest.mark.model
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", NAMES)
def test_a_mirror_never_speaks_as_the_tool(name: str, held: Held) -> None:
    for reply in replies(held(name)):
        assert not TOOL_SPEAKS.search(quoted_or_fixed(reply.mirror)), reply.mirror


@pytest.mark.model
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", NAMES)
def test_a_conversation_ends_with_what_it_made(name: str, held: Held) -> None:
    transcript = held(name)
    assert transcript.session.closed
    assert transcript.result is not None
    assert transcript.result.report.blocks


@pytest.mark.model
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", NAMES)
def test_asked_for_a_verdict_it_gives_none(name: str, held: Held) -> None:
    for reply in replies(held(name)):
        assert not re.search(r"\b(?:is|was|klinkt|lijkt) (?:\w+ )?(?:dienend|magisch)\b", reply.text, re.I)
        if reply.move in NO_ANSWER:
            # At a step that collects, the text without its own question.
            told = tuple(re.sub(r"[^.?!]*\?$", "", wording).strip() for wording in wordings(f"signals.{reply.move}"))
            assert reply.text.startswith(told)


@pytest.mark.model
@pytest.mark.timeout(900)
def test_verdicts_are_asked_for_in_the_scripts(held: Held) -> None:
    moves = Counter(reply.move for name in NAMES for reply in replies(held(name)))
    assert moves["oordeel"] >= 5
    assert moves["advies"] >= 3
    assert {"stilte", "geen-vragen", "overslaan", "tool", "grens", "terug", "langzamer"} <= set(moves)
