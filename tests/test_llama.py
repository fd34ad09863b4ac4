"""The engine with the real embedded model: scores, what it evaluates again, stopping, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from langchain_core.messages import HumanMessage

from assistant.content.bank import load_bank
from assistant.dialogue.rerank import Reranker
from assistant.errors import ModelError
from assistant.model.chat import LlamaChat
from assistant.model.choice import model_path
from assistant.model.llama import LlamaEngine, Stopped
from assistant.model.sampling import Sampling
from assistant.settings import Settings

pytestmark = pytest.mark.model

PROMPT = "De hoofdstad van Nederland is"
LIKELY = [" Amsterdam.", " Rotterdam.", " een koe die appels eet."]
NEAR = 1.0
"""Nats that a batch may differ from one by one: the arithmetic of a batch is rounded otherwise."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaEngine]:
    settings = Settings(home=tmp_path_factory.mktemp("engine"), threads=2)
    engine = LlamaEngine(model_path(settings), settings.threads)
    yield engine
    engine.close()


def scores(engine: LlamaEngine, prompt: str, candidates: list[str], stop: Event | None = None) -> list[float]:
    tokens = [engine.tokens(candidate) for candidate in candidates]
    return engine.score(engine.tokens(prompt, start=True), tokens, stop)


def order(found: list[float]) -> list[int]:
    return sorted(range(len(found)), key=lambda at: -found[at])


def test_a_batch_gives_the_scores_of_one_by_one(engine: LlamaEngine) -> None:
    candidates = LIKELY + [f" {question.text}" for question in list(load_bank().values())[:20]]
    together = scores(engine, PROMPT, candidates)
    alone = [scores(engine, PROMPT, [candidate])[0] for candidate in candidates]
    assert together == pytest.approx(alone, abs=NEAR)
    assert order(together[:3]) == order(alone[:3]) == [0, 1, 2]
    assert all(score < 0 for score in together)


def test_the_same_prompt_gives_the_same_scores(engine: LlamaEngine) -> None:
    before = scores(engine, PROMPT, LIKELY)
    scores(engine, "Iets heel anders over koeien", [" en geiten."])
    assert scores(engine, PROMPT, LIKELY) == pytest.approx(before, abs=NEAR)


def test_a_score_is_the_sum_of_its_parts(engine: LlamaEngine) -> None:
    prompt, (first, *rest) = engine.tokens(PROMPT, start=True), engine.tokens(" Amsterdam en de rest")
    whole = engine.score(prompt, [[first, *rest]])[0]
    parts = engine.score(prompt, [[first]])[0] + engine.score([*prompt, first], [rest])[0]
    assert whole == pytest.approx(parts, abs=NEAR)


def test_a_longer_dialogue_costs_its_new_words_and_the_candidates(engine: LlamaEngine) -> None:
    first = engine.tokens("Leidinggevende: Ik zat in het overleg en zei niets.\nCoach:", start=True)
    more = engine.tokens(" Wat hield je tegen?\nLeidinggevende: Ik was bang.\nCoach:")
    candidates = [engine.tokens(f" {question.text}") for question in list(load_bank().values())[:8]]
    engine.score(first, candidates)
    before = engine.evaluated
    engine.score([*first, *more], candidates)
    # Of a candidate, the last token predicts nothing that is asked for.
    assert engine.evaluated - before == len(more) + sum(len(one) - 1 for one in candidates)
    before = engine.evaluated
    engine.score([*first, *more], candidates)
    assert engine.evaluated - before == 1 + sum(len(one) - 1 for one in candidates)


def score_until_stopped(engine: LlamaEngine, stop: Event) -> None:
    for number in range(100):
        scores(engine, f"{number} " + "Dit is een lang verhaal over het werk. " * 100, LIKELY * 30, stop)


def test_a_stop_while_it_scores_is_noticed_within_a_second(engine: LlamaEngine) -> None:
    before = scores(engine, PROMPT, LIKELY)
    stop, pressed = Event(), [0.0]

    def press() -> None:
        pressed[0] = time.monotonic()
        stop.set()

    threading.Timer(0.5, press).start()
    with pytest.raises(Stopped):
        score_until_stopped(engine, stop)
    assert 0 < time.monotonic() - pressed[0] < 1
    assert scores(engine, PROMPT, LIKELY) == pytest.approx(before, abs=NEAR)


def test_a_stop_that_was_pressed_before_is_noticed_at_once(engine: LlamaEngine) -> None:
    before, stop = scores(engine, PROMPT, LIKELY), Event()
    stop.set()
    started = time.monotonic()
    with pytest.raises(Stopped):
        scores(engine, "Een ander verhaal. " * 100, LIKELY, stop)
    assert time.monotonic() - started < 1
    assert scores(engine, PROMPT, LIKELY) == pytest.approx(before, abs=NEAR)


def test_stopping_while_it_writes_ends_within_a_second(engine: LlamaEngine) -> None:
    before = scores(engine, PROMPT, LIKELY)
    stop = Event()
    pieces = engine.generate(engine.tokens(PROMPT, start=True), Sampling(max_tokens=1000, temperature=1.0), stop)
    assert next(pieces)
    stop.set()
    pressed = time.monotonic()
    assert len(list(pieces)) <= 1
    assert time.monotonic() - pressed < 1
    assert scores(engine, PROMPT, LIKELY) == pytest.approx(before, abs=NEAR)


def test_leaving_an_answer_halfway_gives_the_engine_free(engine: LlamaEngine) -> None:
    pieces = engine.generate(engine.tokens(PROMPT, start=True), Sampling(max_tokens=50))
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert scores(engine, PROMPT, LIKELY)


def test_writing_is_the_same_every_time_and_no_longer_than_asked(engine: LlamaEngine) -> None:
    prompt = engine.tokens(PROMPT, start=True)
    one, two = ("".join(engine.generate(prompt, Sampling(max_tokens=8))) for _ in range(2))
    assert one == two
    assert one.strip()
    assert len(engine.tokens(one)) <= 10
    before = engine.evaluated
    list(engine.generate(prompt, Sampling(max_tokens=3)))
    assert engine.evaluated - before <= 1 + 3


def test_control_tokens_that_are_spelled_out_are_plain(engine: LlamaEngine) -> None:
    for spelled in ("<start_of_turn>", "<end_of_turn>", "<eos>", "<bos>"):
        assert len(engine.tokens(spelled, control=True)) == 1
        assert len(engine.tokens(spelled)) > 1
    assert engine.tokens("dag", start=True)[1:] == engine.tokens("dag")


@pytest.mark.parametrize("text", ["", "\0", "nul\0teken", "\ud800", "🙂" * 50, "é" * 100])
def test_any_text_becomes_tokens(engine: LlamaEngine, text: str) -> None:
    assert bool(engine.tokens(text)) == bool(text)


def test_a_prompt_that_is_too_long_is_refused_and_the_engine_goes_on(engine: LlamaEngine) -> None:
    before = scores(engine, PROMPT, LIKELY)
    with pytest.raises(ModelError, match="te lang voor het model"):
        scores(engine, "woord " * 4000, LIKELY)
    with pytest.raises(ModelError, match="te lang voor het model"):
        next(iter(engine.generate(engine.tokens("woord " * 4000, start=True), Sampling())))
    assert scores(engine, PROMPT, LIKELY) == pytest.approx(before, abs=NEAR)


ALONE = """if True:
    import gc, sys
    from pathlib import Path
    from assistant.errors import ModelError
    from assistant.model.llama import LlamaEngine

    path, folder = map(Path, sys.argv[1:])
    engine = LlamaEngine(path, 1)
    prompt = engine.tokens("Dag", start=True)
    before = engine.score(prompt, [engine.tokens(" hallo daar")])[0]

    def refused(action):
        try:
            action()
        except ModelError as error:
            print(error)

    {work}
    gc.collect()
    assert abs(engine.score(prompt, [engine.tokens(" hallo daar")])[0] - before) < 1
    engine.close()
"""


def alone(engine: LlamaEngine, folder: Path, work: str) -> list[str]:
    """What is refused when `work` runs beside an engine; a process of its own, for what could crash it."""
    command = [sys.executable, "-c", ALONE.replace("{work}", work), str(engine.path), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("words", [300, 600, 5000])
def test_a_very_long_candidate_is_refused_and_no_crash(engine: LlamaEngine, tmp_path: Path, words: int) -> None:
    alone(engine, tmp_path, f"refused(lambda: engine.score(prompt, [engine.tokens(' woord' * {words})]))")


def test_a_second_engine_that_is_gone_leaves_the_first_as_it_was(engine: LlamaEngine, tmp_path: Path) -> None:
    alone(engine, tmp_path, "other = LlamaEngine(path, 1); other.close(); del other")


@pytest.mark.parametrize("content", [b"", b"geen model", b"GGUF" + bytes(200), None])
def test_a_broken_file_is_refused_and_the_first_engine_goes_on(
    engine: LlamaEngine, tmp_path: Path, content: bytes | None
) -> None:
    if content is None:
        with engine.path.open("rb") as whole:
            content = whole.read(20_000_000)
    (tmp_path / "stuk.gguf").write_bytes(content)
    (said,) = alone(engine, tmp_path, "refused(lambda: LlamaEngine(folder / 'stuk.gguf', 1))")
    assert "stuk.gguf kan niet worden geladen" in said


def test_a_missing_file_is_refused(engine: LlamaEngine, tmp_path: Path) -> None:
    (said,) = alone(engine, tmp_path, "refused(lambda: LlamaEngine(folder / 'weg.gguf', 1))")
    assert "weg.gguf" in said


def test_two_threads_take_turns(engine: LlamaEngine) -> None:
    prompts = [PROMPT, "In de winter valt er vaak"]
    wanted = [scores(engine, prompt, LIKELY) for prompt in prompts]
    found: dict[int, list[list[float]]] = {0: [], 1: []}

    def work(number: int) -> None:
        for _ in range(5):
            found[number].append(scores(engine, prompts[number], LIKELY))

    threads = [threading.Thread(target=work, args=(number,)) for number in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    for number, results in found.items():
        assert len(results) == 5
        for result in results:
            assert result == pytest.approx(wanted[number], abs=NEAR)


def test_the_chat_ends_at_a_stop_string_and_leaves_the_engine_free(engine: LlamaEngine) -> None:
    before = scores(engine, PROMPT, LIKELY)
    chat = LlamaChat(engine, max_tokens=40)
    answer = chat.invoke([HumanMessage("Een, twee, drie, vier,")], stop=[","])
    assert "," not in str(answer.content)
    usage = answer.usage_metadata  # type: ignore[union-attr]
    assert usage is not None
    assert 0 < usage["output_tokens"] <= 40
    again = chat.invoke([HumanMessage("Een, twee, drie, vier,")], stop=[","])
    assert again.content == answer.content
    known = again.usage_metadata["input_token_details"]["cache_read"]  # type: ignore[union-attr,index]
    assert known >= usage["input_tokens"] - 2
    assert scores(engine, PROMPT, LIKELY) == pytest.approx(before, abs=NEAR)


@pytest.mark.parametrize("strange", ["🙂", "ik 我们的工作 ", "z̷̈́ȧ̷l̷g̷ö̷ ", "xq7#", "a\0b"])
def test_no_message_is_too_strange_to_rank_questions_for(engine: LlamaEngine, tmp_path: Path, strange: str) -> None:
    reranker, questions = Reranker(engine, tmp_path / "neutral.json"), list(load_bank().values())[:3]
    history = [(strange * 2000, "Wat merk je daarvan?")] * 6
    assert len(reranker.rank(history, strange * 2000, questions)) == 3


def test_the_fitting_question_wins(engine: LlamaEngine, tmp_path: Path) -> None:
    some = next(iter(load_bank().values()))
    body, choice = (
        some.model_copy(update={"text": text}) for text in ("Wat voelde je in je buik?", "Wat besloot de directeur?")
    )
    reranker = Reranker(engine, tmp_path / "neutral.json")
    first = reranker.rank((), "Mijn buik deed pijn en trok samen.", [choice, body])
    second = reranker.rank((), "De directeur nam alleen een besluit.", [body, choice])
    assert [ranked[0][0].text for ranked in (first, second)] == [body.text, choice.text]
