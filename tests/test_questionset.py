"""Facts about question sets: times that add up, a fitting choice, edits that keep both.

Run: python -m pytest tests/test_questionset.py
"""

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace as changed
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.bank import Question, Theme, load_bank
from assistant.documents.report import Table
from assistant.errors import InputError
from assistant.fakes import FakeEmbedder
from assistant.guard import check_question
from assistant.jobs.questionset import (
    Deps,
    Item,
    QuestionSet,
    Request,
    add,
    build_questionset,
    edit,
    from_json,
    move,
    remove,
    replace,
    set_minutes,
    to_json,
    to_report,
)
from assistant.jobs.questionset_quote import MOST_WORDS, pieces
from assistant.jobs.questionset_timing import balance, need, skeleton, slots
from assistant.knowledge.embed import Matrix

CONTEXT = "Twee leden zijn het niet eens met de indeling. Ze praten daar alleen op de gang over."
DEPS = Deps()
FORMS = ("duo", "trio", "plenair")


class Meaning:
    """Nearness by words in common."""

    def __init__(self) -> None:
        self._embedder = FakeEmbedder(256)
        self._ids = list(load_bank())
        self._rows = self._embedder.encode_query([load_bank()[key].text for key in self._ids])

    def embed(self, query: str) -> Matrix:
        return self._embedder.encode_query([query])[0]

    def nearest_questions(self, vector: Matrix, k: int) -> list[tuple[str, float]]:
        near = [(key, float(row @ vector)) for key, row in zip(self._ids, self._rows, strict=True)]
        return sorted(near, key=lambda pair: -pair[1])[:k]


class LastFirst:
    """A ranker that turns the row around and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def rank(self, dialogue: str, questions: Sequence[Question]) -> list[tuple[Question, float]]:
        self.asked.append((dialogue, len(questions)))
        return [(question, 0.0) for question in reversed(questions)]


def requests(smallest: int = 15) -> st.SearchStrategy[Request]:
    themes = st.lists(st.sampled_from(get_args(Theme)), min_size=1, max_size=4, unique=True).map(tuple)
    return st.builds(
        Request, themes, group=st.integers(2, 60), minutes=st.integers(smallest, 240), form=st.sampled_from(FORMS)
    )


def a_set(minutes: int = 60, form: str = "duo", group: int = 8, context: str = "", deps: Deps = DEPS) -> QuestionSet:
    return build_questionset(Request(("verzet", "onderstroom"), group, minutes, form, context), deps)


def minutes_needed(request: Request) -> int:
    """The least minutes that the refusal of a request names, or 0 when it is not refused."""
    try:
        skeleton(request)
    except InputError as error:
        if error.key != "vragenset-te-kort":
            raise
        return int(str(error.variables["nodig"]))
    return 0


def spoken_minutes(item: Item) -> int:
    """Minutes named in the timing sentence, each person's turn counted as often as it comes."""
    total = 0
    for part in item.timing.split(". ")[0].split("; "):
        found = re.search(r"(\d+) minu", part)
        if found:
            times = 2 if part.rstrip(".").endswith(" elk") else 3 if "drie rondes" in part else 1
            total += int(found[1]) * times
    return total


def check_sound(questions: QuestionSet) -> None:
    request = questions.request
    assert sum(item.minutes for item in questions.items) == request.minutes
    places = slots(questions.items, request.minutes)
    assert all(i.minutes >= need(s, request.group).least >= 1 for i, s in zip(questions.items, places, strict=True))
    asked = [item.question_id for item in questions.items if item.question_id]
    assert len(set(asked)) == len(asked)
    assert len({item.id for item in questions.items}) == len(questions.items)


# Time


@settings(max_examples=300, deadline=None)
@given(requests())
def test_minutes_add_up_or_the_least_number_needed_is_told(request: Request) -> None:
    needed = minutes_needed(request)
    if needed:
        assert needed > request.minutes
        request = changed(request, minutes=needed)
    check_sound(QuestionSet(request, balance(skeleton(request), request)))


@settings(max_examples=80, deadline=None)
@given(requests(smallest=60))
def test_the_timing_sentence_spends_exactly_the_minutes_of_its_item(request: Request) -> None:
    if not minutes_needed(request) and (request.group not in (2, 4) or request.form != "trio"):
        questions = build_questionset(request, DEPS)
        assert [spoken_minutes(item) for item in questions.items] == [item.minutes for item in questions.items]


def test_an_hour_with_eight_in_pairs_has_four_questions() -> None:
    questions = a_set()
    assert [item.phase for item in questions.items] == ["opening", "verdieping", "verdieping", "afsluiting"]
    assert [item.form for item in questions.items] == ["plenair", "duo", "duo", "plenair"]


def test_an_odd_group_in_pairs_hears_of_the_trio() -> None:
    assert "één drietal" in a_set(group=9).items[1].timing
    assert "drietal" not in a_set(group=8).items[1].timing


def test_too_little_time_names_the_least_minutes() -> None:
    with pytest.raises(InputError) as caught:
        build_questionset(Request(("verzet",), 14, 15, "plenair"), DEPS)
    assert caught.value.key == "vragenset-te-kort"
    assert caught.value.variables == {"nodig": 22}
    assert a_set(minutes=22, form="plenair", group=14)


def test_a_long_meeting_has_a_break() -> None:
    assert sum("pauze" in item.timing for item in a_set(minutes=120).items) == 1
    assert not any("pauze" in item.timing for item in a_set(minutes=90).items)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"themes": ()}, "vragenset-thema"),
        ({"themes": ("koffie",)}, "vragenset-thema-onbekend"),
        ({"group": 1}, "vragenset-groep"),
        ({"group": 61}, "vragenset-groep"),
        ({"minutes": 14}, "vragenset-minuten"),
        ({"minutes": 241}, "vragenset-minuten"),
        ({"form": "kwartet"}, "vragenset-vorm"),
    ],
)
def test_a_request_out_of_bounds_is_refused(change: dict[str, object], key: str) -> None:
    facts = {"themes": ("verzet",), "group": 8, "minutes": 60, "form": "duo"} | change
    with pytest.raises(InputError) as caught:
        Request(**facts)
    assert caught.value.key == key


# Choice


@settings(max_examples=40, deadline=None)
@given(requests(smallest=90))
def test_questions_fit_their_place_and_never_come_twice(request: Request) -> None:
    questions = build_questionset(request, DEPS)
    check_sound(questions)
    for item in questions.items:
        question = load_bank()[str(item.question_id)]
        assert item.form in question.forms
        assert check_question(item.text).ok
        assert item.sources
    deepening = [load_bank()[str(item.question_id)] for item in questions.items]
    assert set(request.themes) <= {theme for question in deepening for theme in question.themes}


def test_no_two_questions_in_a_row_make_the_same_move() -> None:
    moves = [load_bank()[str(item.question_id)].moves[0] for item in a_set(minutes=180).items]
    assert all(first != second for first, second in pairwise(moves))


def test_the_same_request_gives_the_same_set() -> None:
    assert a_set() == a_set()


def test_the_reason_quotes_at_most_eight_words_of_the_context() -> None:
    questions = a_set(context=CONTEXT, deps=Deps(meaning=Meaning()))
    quotes = [item.reason.split("‘")[1].split("’")[0] for item in questions.items if "‘" in item.reason]
    assert quotes
    assert len(set(quotes)) == len(quotes)
    assert all(quote in CONTEXT and len(quote.split()) <= MOST_WORDS for quote in quotes)


def test_without_context_the_reason_quotes_nothing() -> None:
    assert all("‘" not in item.reason and item.reason.endswith(".") for item in a_set().items)


@given(st.text(max_size=300))
def test_pieces_are_literal_and_short(words: str) -> None:
    whole = " ".join(words.split())
    assert all(piece in whole and len(piece.split()) <= MOST_WORDS for piece in pieces(words))


def test_the_ranker_decides_among_few_candidates_when_there_is_context() -> None:
    ranker = LastFirst()
    ranked = a_set(context=CONTEXT, deps=Deps(ranker=ranker))
    assert [item.question_id for item in ranked.items] != [item.question_id for item in a_set(context=CONTEXT).items]
    assert all(CONTEXT in dialogue and count <= 8 for dialogue, count in ranker.asked)


def test_without_context_the_ranker_is_not_asked() -> None:
    ranker = LastFirst()
    a_set(deps=Deps(ranker=ranker))
    assert ranker.asked == []


def test_a_question_that_the_guard_refuses_is_never_chosen() -> None:
    refused = a_set().items[1].text

    def check(question: str) -> object:
        return check_question("Nee." if question == refused else question)

    assert refused not in {item.text for item in a_set(deps=Deps(check=check)).items}  # type: ignore[arg-type]


# Edits

EDITS: list[Callable[[QuestionSet, str], QuestionSet]] = [
    lambda questions, item: replace(questions, item, DEPS),
    lambda questions, item: move(questions, item, "up"),
    lambda questions, item: move(questions, item, "down"),
    lambda questions, item: edit(questions, item, "Wat wil je vandaag kwijt?"),
    lambda questions, item: add(questions, None, "verdieping", DEPS),
    lambda questions, item: add(questions, "Wat neem je mee?", "afsluiting", DEPS),
    lambda questions, item: remove(questions, item),
    lambda questions, item: set_minutes(questions, item, questions.item(item).minutes + 3),
    lambda questions, item: set_minutes(questions, item, questions.item(item).minutes - 2),
]


@settings(max_examples=60, deadline=None)
@given(requests(smallest=45), st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 9)), max_size=6))
def test_every_row_of_edits_leaves_minutes_that_add_up(
    request: Request, edits: list[tuple[Callable[[QuestionSet, str], QuestionSet], int]]
) -> None:
    questions = build_questionset(request, DEPS)
    for change, index in edits:
        # An edit that does not fit is refused, and the set stays as it was.
        with suppress(InputError):
            questions = change(questions, questions.items[index % len(questions.items)].id)
        check_sound(questions)
    assert from_json(json.loads(json.dumps(to_json(questions)))) == questions


def test_a_replaced_question_does_not_come_back() -> None:
    questions, seen = a_set(), set()
    for _ in range(5):
        seen.add(questions.item("i2").question_id)
        questions = replace(questions, "i2", DEPS)
        assert questions.item("i2").question_id not in seen


def test_own_words_stand_with_a_note_when_the_guard_stumbles() -> None:
    item = edit(a_set(), "i2", "Waarom heb je niets gezegd?").item("i2")
    assert (item.text, item.question_id) == ("Waarom heb je niets gezegd?", None)
    assert item.note.endswith(".")
    assert edit(a_set(), "i2", "Wat gebeurde er toen?").item("i2").note == ""


@pytest.mark.parametrize(("words", "key"), [(" \n", "vragenset-vraag-leeg"), ("a" * 401, "vragenset-vraag-te-lang")])
def test_own_words_are_not_empty_and_not_endless(words: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        edit(a_set(), "i2", words)
    assert caught.value.key == key


def test_chosen_minutes_stay_through_later_edits() -> None:
    questions = replace(set_minutes(a_set(), "i2", 25), "i3", DEPS)
    assert questions.item("i2").minutes == 25
    assert set_minutes(questions, "i3", 15).item("i2").minutes == 25


def test_minutes_that_do_not_fit_are_refused_with_the_bounds() -> None:
    with pytest.raises(InputError) as caught:
        set_minutes(a_set(), "i2", 59)
    assert caught.value.key == "vragenset-minuten-vraag"
    most = int(str(caught.value.variables["maximum"]))
    assert set_minutes(a_set(), "i2", most).item("i2").minutes == most


def test_the_welcome_goes_with_the_first_place() -> None:
    questions = move(a_set(), "i2", "up")
    assert [item.id for item in questions.items] == ["i2", "i1", "i3", "i4"]
    assert "welkom" in questions.items[0].timing
    assert "welkom" not in questions.items[1].timing
    assert move(questions, "i2", "up") == questions


def test_a_full_meeting_takes_no_further_question() -> None:
    with pytest.raises(InputError) as caught:
        add(a_set(minutes=16), None, "verdieping", DEPS)
    assert caught.value.key == "vragenset-vol"


def test_the_last_question_stays() -> None:
    questions = a_set()
    for item in ("i1", "i2", "i3"):
        questions = remove(questions, item)
    assert questions.items[0].minutes == 60
    with pytest.raises(InputError) as caught:
        remove(questions, "i4")
    assert caught.value.key == "vragenset-leeg"


def test_an_unknown_item_is_named_so() -> None:
    with pytest.raises(InputError) as caught:
        move(a_set(), "i99", "up")
    assert caught.value.key == "vragenset-item-onbekend"


# Keeping and showing


@pytest.mark.parametrize("data", [{}, [], None, "x", {"items": []}, {"request": {"themes": ["verzet"]}, "items": []}])
def test_foreign_json_is_refused(data: object) -> None:
    with pytest.raises(InputError) as caught:
        from_json(data)  # type: ignore[arg-type]
    assert caught.value.key == "vragenset-onleesbaar"


def test_json_whose_minutes_do_not_add_up_is_refused() -> None:
    data = json.loads(json.dumps(to_json(a_set())))
    data["items"][0]["minutes"] += 1
    with pytest.raises(InputError):
        from_json(data)


def test_the_report_has_a_row_per_question_with_a_clock_from_zero() -> None:
    questions = a_set()
    (table,) = (block for block in to_report(questions).blocks if isinstance(block, Table))
    assert [row[1] for row in table.rows] == [item.text for item in questions.items]
    starts = [row[0].split("\n")[0] for row in table.rows]
    assert starts[0] == "0:00"
    assert starts[-1] == f"0:{60 - questions.items[-1].minutes}"
