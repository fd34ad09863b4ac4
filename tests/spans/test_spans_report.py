"""The labelled words as a document and as JSON."""

from __future__ import annotations

import json

from assistant.documents.report import Bullets, Pairs, Paragraph, Table
from assistant.spans.label import label_text, relabel
from assistant.spans.report import spans_json, spans_report

SPANS = label_text("Koen kwam om 9 uur binnen, want hij wilde gezien worden. Wat laf.")


def test_the_table_shows_every_span_with_its_reason() -> None:
    table = next(block for block in spans_report("Spiegel", SPANS).blocks if isinstance(block, Table))
    assert table.header == ("Nr.", "Soort", "Woorden", "Waarom")
    assert [row[:3] for row in table.rows] == [
        ("1", "Observatie", "Koen kwam om 9 uur binnen"),
        ("2", "Interpretatie", "hij wilde gezien worden"),
        ("3", "Oordeel", "Wat laf"),
    ]


def test_only_observations_stand_below_the_table() -> None:
    blocks = spans_report("Spiegel", SPANS).blocks
    assert Bullets(("Koen kwam om 9 uur binnen",)) in blocks


def test_a_text_without_observations_says_so() -> None:
    blocks = spans_report("Spiegel", relabel(SPANS, 1, "oordeel")).blocks
    assert any(isinstance(block, Paragraph) and "niets" in block.text for block in blocks)


def test_a_question_stands_on_top_only_when_there_is_one() -> None:
    assert isinstance(spans_report("Spiegel", SPANS, "Wat zag je?").blocks[0], Pairs)
    assert isinstance(spans_report("Spiegel", SPANS).blocks[0], Table)


def test_json_is_numbered_and_literal() -> None:
    rows = json.loads(json.dumps(spans_json(SPANS)))
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert set(rows[0]) == {"number", "start", "end", "text", "label", "reason", "cue"}
