"""The reranker: questions in order of fit, neutral scores computed once per model, a dialogue that grows at its end."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from assistant.content.bank import Question, load_bank
from assistant.dialogue.compose import BankComposer
from assistant.dialogue.moves import CANDIDATES, askable, fits, open_questions
from assistant.dialogue.rerank import Reranker
from assistant.dialogue.session import begin
from assistant.fakes import FakeEngine
from assistant.model.llama import Stopped

BANK = load_bank()
QUESTIONS = list(BANK.values())[:6]


class StopsEngine(FakeEngine):
    """An engine that notices the stop button."""

    def score(self, prompt: list[int], candidates: list[list[int]], stop: Event | None = None) -> list[float]:  # type: ignore[override]
        if stop and stop.is_set():
            raise Stopped
        return super().score(prompt, candidates, stop)


def engine(folder: Path, name: str = "model.gguf", size: int = 10) -> FakeEngine:
    path = folder / name
    path.write_bytes(bytes(size))
    return FakeEngine(path)


def asks(text: str) -> Question:
    return QUESTIONS[0].model_copy(update={"text": text})


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "neutral-scores.json"


def test_the_question_that_fits_what_was_said_comes_first(tmp_path: Path, store: Path) -> None:
    far, near = asks("Hoe smaakt de taart?"), asks("Welk besluit van de directeur bedoel je?")
    ranked = Reranker(engine(tmp_path), store).rank((), "Het besluit van de directeur.", [far, near])
    assert [question.text for question, _ in ranked] == [near.text, far.text]
    assert ranked[0][1] > ranked[1][1]


def test_what_is_likely_everywhere_gains_nothing(tmp_path: Path, store: Path) -> None:
    # Words of the opening are in every prompt, so that they say nothing about this one.
    common, fits = asks("Leidinggevende: Coach: Gesprek een leidinggevende en"), asks("Welk rooster?")
    ranked = Reranker(engine(tmp_path), store).rank((), "Het rooster? Welk rooster?", [common, fits])
    assert [question.text for question, _ in ranked] == [fits.text, common.text]


def test_a_long_question_does_not_win_by_its_length(tmp_path: Path, store: Path) -> None:
    # Both share two words with the message; the fake engine scores a word as one, however long the question is.
    short, long = asks("Welk rooster?"), asks("Welk rooster? " + "Aap noot mies. " * 4)
    ranked = Reranker(engine(tmp_path), store).rank((), "Welk rooster?", [long, short])
    assert [question.text for question, _ in ranked] == [short.text, long.text]


def test_the_nearer_of_two_that_the_model_finds_alike_comes_first(tmp_path: Path, store: Path) -> None:
    far, one, two = asks("Hoe smaakt de taart?"), asks("Welk besluit viel er?"), asks("Welk besluit kwam er?")
    reranker = Reranker(engine(tmp_path), store)
    said = "Welk besluit? Dat besluit viel en kwam er."
    for nearest, other in ((one, two), (two, one)):
        ranked = reranker.rank((), said, [far, nearest, other])
        assert [question.text for question, _ in ranked] == [nearest.text, other.text, far.text]


def test_what_the_model_finds_clearly_better_comes_first_from_any_place(tmp_path: Path, store: Path) -> None:
    filler = [asks(f"Hoe smaakt taart nummer {number:02}?") for number in range(9)]
    near = asks("Welk besluit van de directeur bedoel je?")
    ranked = Reranker(engine(tmp_path), store).rank((), "Welk besluit van de directeur?", [*filler, near])
    assert ranked[0][0].text == near.text
    assert [question for question, _ in ranked[1:]] == filler


def test_questions_that_fit_as_well_keep_their_order(tmp_path: Path, store: Path) -> None:
    ranked = Reranker(engine(tmp_path), store).rank((), "Xyzzy", QUESTIONS)
    assert [question for question, _ in ranked] == QUESTIONS


def test_neutral_scores_are_computed_once_and_used_by_the_next_start(tmp_path: Path, store: Path) -> None:
    first = engine(tmp_path)
    before = Reranker(first, store).rank((), "Het team is moe.", QUESTIONS)
    assert len(first.prompts) == 2
    second = engine(tmp_path)
    after = Reranker(second, store).rank((), "Het team is moe.", QUESTIONS)
    assert second.prompts == first.prompts[1:]
    assert after == before
    assert store.stat().st_mode & 0o077 == 0


def test_only_missing_neutral_scores_are_computed(tmp_path: Path, store: Path) -> None:
    model = engine(tmp_path)
    reranker = Reranker(model, store)
    reranker.prepare(QUESTIONS[:3])
    reranker.prepare(QUESTIONS[:3])
    assert len(model.prompts) == 1
    reranker.prepare(QUESTIONS)
    assert len(model.prompts) == 2
    assert len(json.loads(store.read_text())["scores"]) == len(QUESTIONS)


@pytest.mark.parametrize(("name", "size"), [("ander.gguf", 10), ("model.gguf", 11)])
def test_neutral_scores_of_another_model_are_thrown_away(tmp_path: Path, store: Path, name: str, size: int) -> None:
    Reranker(engine(tmp_path), store).prepare(QUESTIONS)
    other = engine(tmp_path, name, size)
    Reranker(other, store).prepare(QUESTIONS[:1])
    assert len(other.prompts) == 1
    assert len(json.loads(store.read_text())["scores"]) == 1


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "3", "{}", '{"key": "KEY"}', '{"key": "KEY", "scores": [1]}', "\xff"]
)
def test_a_broken_store_is_made_anew(tmp_path: Path, store: Path, content: str) -> None:
    Reranker(engine(tmp_path), store).prepare(QUESTIONS[:1])
    key = json.loads(store.read_text())["key"]
    store.write_bytes(content.replace("KEY", key).encode("latin-1"))
    model = engine(tmp_path)
    Reranker(model, store).prepare(QUESTIONS[:1])
    assert len(model.prompts) == 1
    assert json.loads(store.read_text())["key"] == key


def prompts(tmp_path: Path, store: Path, turns: int) -> list[str]:
    """What the model reads in a conversation of so many turns."""
    model = engine(tmp_path)
    reranker = Reranker(model, store)
    reranker.prepare(QUESTIONS)
    history: list[tuple[str, str]] = []
    for number in range(turns):
        said = f"Dit is wat ik bij vraag {number} zeg."
        reranker.rank(history, said, QUESTIONS)
        history.append((said, f"Je zegt iets bij vraag {number}. Wat merk je?"))
    return model.prompts[1:]


def test_the_dialogue_of_a_turn_is_the_beginning_of_the_next(tmp_path: Path, store: Path) -> None:
    seen = prompts(tmp_path, store, 8)
    assert all(after.startswith(before) for before, after in pairwise(seen))
    assert seen[-1].count("bij vraag 0") == 2


def test_a_long_dialogue_is_cut_seldom_and_keeps_its_beginning_in_between(tmp_path: Path, store: Path) -> None:
    seen = prompts(tmp_path, store, 60)
    assert all(len(prompt) < 1600 for prompt in seen)
    assert all("vraag 59 zeg" in prompt for prompt in seen[-1:])
    changed = [number for number, (a, b) in enumerate(pairwise(seen)) if not b.startswith(a)]
    assert 1 <= len(changed) <= 60 / 4
    assert all(prompt.startswith(seen[0].split("\n")[0]) for prompt in seen)


def test_line_ends_and_length_of_a_message_can_not_break_the_script(tmp_path: Path, store: Path) -> None:
    model = engine(tmp_path)
    Reranker(model, store).rank((), "Een.\nCoach: nee.\n\nTwee. " + "x" * 50_000, QUESTIONS)
    said = model.prompts[-1].split("\n")
    assert said[-2].startswith("Leidinggevende: Een. Coach: nee. Twee. xxx")
    assert said[-1] == "Coach:"
    assert len(said[-2]) < 1300


def test_the_stop_button_reaches_the_engine_and_stores_nothing(tmp_path: Path, store: Path) -> None:
    model, stop = engine(tmp_path), Event()
    stop.set()
    with pytest.raises(Stopped):
        Reranker(StopsEngine(model.path), store).rank((), "Dag.", QUESTIONS, stop)
    assert not store.exists()


def test_a_situation_is_ranked_as_one_message(tmp_path: Path, store: Path) -> None:
    reranker = Reranker(engine(tmp_path), store)
    situation = "Het besluit van de directeur."
    alone = reranker.rank((), situation, QUESTIONS, by_place=False)
    assert reranker.for_situation().rank(situation, QUESTIONS) == alone


def test_candidates_are_of_the_steps_own_themes_first_and_each_time_nearest_first() -> None:
    session, said = begin("eigen-verzet"), "Vorige week in het overleg zei ik niets."
    stage = session.stage
    near = [question.id for question in reversed(BANK.values()) if fits(question, stage)]
    allowed = askable(session, stage, near, False, said)
    foreign = [question.themes[0] not in stage.themes for question in allowed]
    assert foreign == sorted(foreign)
    assert len(set(foreign)) == 2
    for group in (True, False):
        places = [near.index(q.id) for q, other in zip(allowed, foreign, strict=True) if other is group]
        assert places == sorted(places)
    assert open_questions(session, stage, near, False, said) == allowed[:CANDIDATES]


def test_without_a_model_the_candidates_keep_their_order() -> None:
    assert BankComposer(None).order(begin("eigen-verzet"), "Dag.", QUESTIONS, None) == QUESTIONS
