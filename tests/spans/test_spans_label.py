"""Spans: own sentences, the development set, and what holds for any text."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.spans.label import Label, Span, label_text, relabel, seen_or_said
from evals.spans import all_observation, by_rules, is_exact, load_cases, macro_f1, word_pairs

NAMES: dict[str, Label] = {"O": "observatie", "I": "interpretatie", "J": "oordeel", "V": "verzoek"}


def lines(name: str) -> list[str]:
    """The lines of a file beside this one, without remarks."""
    found = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line for line in found if line and not line.startswith("#")]


DEV = load_cases("dev")
WORDS = [
    "\n",
    *re.findall(
        r"\S+",
        'hij zei dat ik lui was blijkbaar want maar en dus omdat Koen zuchtte "Nee." \' “ ” : , . ? ! … altijd '
        "wil je graag 9:15 3,5 - – ( ) | • één naïef ik voel me gepasseerd de",
    ),
]


def parsed(line: str) -> tuple[str, list[tuple[Label, str]]]:
    """The text of a line of own_cases.txt and the spans that are wanted."""
    parts = [(NAMES[part[0]], part[2:]) for part in line.split(" / ")]
    text = re.sub(r" ([,;])", r"\1", " ".join(re.sub(r"<(.*?)>", r"\1", words) for _, words in parts))
    return text, [(label, re.sub(r"<.*?> ?", "", words).rstrip(" .?")) for label, words in parts]


@pytest.mark.parametrize("line", lines("own_cases.txt"))
def test_the_hand_written_sentences_are_told_apart(line: str) -> None:
    text, wanted = parsed(line)
    assert [(span.label, span.text) for span in label_text(text)] == wanted


@pytest.mark.parametrize("line", lines("sequences.txt"))
def test_the_labels_of_more_hand_written_sentences_are_right(line: str) -> None:
    text, wanted = parsed(line)
    assert [span.label for span in label_text(text)] == [label for label, _ in wanted]


@pytest.mark.parametrize("line", lines("observations.txt"))
def test_what_a_camera_catches_is_left_alone(line: str) -> None:
    assert {span.label for span in label_text(line)} == {"observatie"}


def test_the_development_set_is_nearly_right() -> None:
    pairs = [pair for case in DEV for pair in word_pairs(case, by_rules(case.input))]
    assert len(DEV) >= 100
    assert macro_f1(pairs) >= 0.95
    assert sum(is_exact(case, by_rules(case.input)) for case in DEV) >= 0.9 * len(DEV)


def test_the_rules_beat_calling_everything_an_observation_by_far() -> None:
    plain = [pair for case in DEV for pair in word_pairs(case, all_observation(case.input))]
    assert macro_f1(plain) < 0.3


@pytest.mark.parametrize("words", ["Ik vind jou lui.", "Jullie moeten stoppen met zeuren.", "Wil je weggaan?"])
def test_what_others_say_between_quotation_marks_is_an_observation(words: str) -> None:
    assert {span.label for span in label_text(f'Koen zei: "{words}"')} == {"observatie"}
    assert [span.text for span in label_text(f'"{words}" zei Koen.')] == [f'"{words}" zei Koen']


def test_a_judgement_beside_a_quote_stays_a_judgement() -> None:
    spans = label_text('Koen zei: "Prima." Dat is laf.')
    assert [span.label for span in spans] == ["observatie", "oordeel"]


def test_what_is_said_after_a_colon_needs_no_quotation_marks() -> None:
    assert [span.label for span in label_text("Naima zei: dit is een waardeloos plan, stop ermee.")] == ["observatie"]


def test_ones_own_feeling_is_an_observation_and_that_of_another_is_not() -> None:
    assert label_text("Ik was boos.")[0].label == "observatie"
    assert label_text("Petra was boos.")[0].label == "interpretatie"
    assert label_text("Ik voelde me genegeerd.")[0].label == "interpretatie"


def test_times_and_numbers_are_not_cut_at_their_marks() -> None:
    assert [span.text for span in label_text("Hij kwam om 9:15 uur met 3,5 bladzijde.")] == [
        "Hij kwam om 9:15 uur met 3,5 bladzijde"
    ]


def test_notes_without_capitals_are_cut_at_full_stops() -> None:
    spans = label_text("koen zweeg. ze zei niets. dat was laf")
    assert [(span.label, span.text) for span in spans] == [
        ("observatie", "koen zweeg. ze zei niets"),
        ("oordeel", "dat was laf"),
    ]


def test_greetings_belong_to_no_span() -> None:
    assert label_text("Beste Karin,\n\nMet vriendelijke groet,\nJan Smit\n")[-1].text == "Jan Smit"
    assert [span.text for span in label_text("Beste Karin,\nJe belde.\nGroet, Jan")] == ["Je belde"]


def test_of_a_quote_all_words_are_the_cue() -> None:
    assert label_text("'Los het zelf maar op.'")[0].cue == "'Los het zelf maar op.'"


def test_the_reason_names_the_cue() -> None:
    span = label_text("Blijkbaar mag dat.")[0]
    assert (span.cue, span.reason) == (
        "Blijkbaar",
        '"Blijkbaar" is een conclusie; een ander kan er iets anders in zien.',
    )


def test_empty_text_has_no_spans() -> None:
    assert label_text("") == label_text(" \n\t ") == label_text("… ?! 🙂") == ()


def test_a_long_text_takes_less_than_five_milliseconds_a_sentence() -> None:
    text = " ".join(case.input + ("" if case.input[-1] in ".?!" else ".") for case in DEV)
    label_text(text)
    began = time.process_time()
    label_text(text)
    assert (time.process_time() - began) / len(DEV) < 0.005


def check_spans(text: str, spans: tuple[Span, ...]) -> None:
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text == span.text.strip()
        assert span.cue in span.text
        assert span.reason
        at = span.end


@given(st.text())
def test_spans_of_any_text_are_literal_in_order_and_apart(text: str) -> None:
    check_spans(text, label_text(text))


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_spans_of_dutch_word_salad_are_literal_in_order_and_apart(text: str) -> None:
    spans = label_text(text)
    check_spans(text, spans)
    assert all(line in " ".join(text.split()) for line in seen_or_said(spans))


@given(st.sampled_from([case.input for case in DEV]), st.sampled_from(list(NAMES.values())), st.data())
def test_relabelling_keeps_the_words(text: str, label: Label, data: st.DataObject) -> None:
    spans = label_text(text)
    number = data.draw(st.integers(1, len(spans)))
    changed = relabel(spans, number, label)
    assert [(span.start, span.text) for span in changed] == [(span.start, span.text) for span in spans]
    assert changed[number - 1].label == label
    assert changed[number - 1].reason.startswith("Jij noemt dit een ")
    assert [s for n, s in enumerate(changed, 1) if n != number] == [s for n, s in enumerate(spans, 1) if n != number]


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_a_number_outside_is_refused(number: int) -> None:
    with pytest.raises(InputError, match="2 stukken"):
        relabel(label_text("Hij zuchtte. Hij is lui."), number, "oordeel")


def test_only_what_was_seen_or_said_is_left() -> None:
    spans = label_text('Koen kwam om 9 uur binnen. Hij had geen zin.\nPetra zei: "Wat laf."')
    assert seen_or_said(spans) == ("Koen kwam om 9 uur binnen", 'Petra zei: "Wat laf."')


def test_a_name_that_opens_a_letter_is_no_part_of_it() -> None:
    assert [span.text for span in label_text("Jeroen,\nJe keek naar mij.")] == ["Je keek naar mij"]
    assert [span.text for span in label_text("Stil.\nJan keek weg.")] == ["Stil", "Jan keek weg"]


def test_a_reason_is_parted_from_what_was_seen_whatever_word_stands_before_it() -> None:
    spans = label_text("Jan kwam tien minuten te laat omdat hij het overleg niet belangrijk vindt.")
    assert [span.label for span in spans] == ["observatie", "interpretatie"]
