"""The page with the scorecard of the model in use, and which scorecard that is."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from page_help import call
from quality_help import full_card, sample_card, store

from assistant.model.choice import list_models
from assistant.page.actions import perform
from assistant.page.desk import Desk
from assistant.page.view import draw
from assistant.settings import Settings
from evals import latest
from evals.latest import latest_scorecard, model_in_use, run_name


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the shipped runs are, empty at first."""
    monkeypatch.setattr(latest, "content_dir", lambda: tmp_path)
    return tmp_path / "evals" / "runs"


def embedded(settings: Settings) -> str:
    return next(state.id for state in list_models(settings) if state.in_use)


def test_the_users_own_measurement_goes_before_the_shipped_one(settings: Settings, shipped: Path) -> None:
    assert latest_scorecard(settings) is None
    theirs = store(shipped / embedded(settings), full_card())
    assert latest_scorecard(settings) == theirs
    own = store(settings.home / "evals" / embedded(settings), full_card())
    assert latest_scorecard(settings) == own


def test_a_sample_never_hides_a_run_of_all_cases(settings: Settings, shipped: Path) -> None:
    model = embedded(settings)
    own = store(settings.home / "evals" / model, sample_card())
    assert latest_scorecard(settings) == own
    theirs = store(shipped / model, full_card())
    assert latest_scorecard(settings) == theirs
    (shipped / model / "scorecard.json").write_text("geen json", encoding="utf-8")
    assert latest_scorecard(settings) == own


def test_a_sample_says_on_the_page_that_it_is_one(settings: Settings, shipped: Path) -> None:
    store(shipped / embedded(settings), full_card())
    assert "steekproef" not in draw(perform(Desk(), call(settings, "kwaliteit")), False)
    store(shipped / embedded(settings), sample_card())
    assert "steekproef, want niet alle gevallen zijn gemeten (bait: 5 van 120)" in draw(
        perform(Desk(), call(settings, "kwaliteit")), False
    )


def test_the_scorecard_of_another_model_is_not_shown(settings: Settings, shipped: Path) -> None:
    store(shipped / "een-ander-model", full_card("een-ander-model"))
    assert latest_scorecard(settings) is None


def test_a_file_of_the_user_has_the_folder_that_a_run_gives_it() -> None:
    assert run_name("/home/ik/modellen/mijn-model.gguf") == "mijn-model"
    assert run_name("gemma-3-270m") == "gemma-3-270m"


def test_without_a_scorecard_the_page_says_how_to_make_one(settings: Settings) -> None:
    desk = perform(Desk(), call(settings, "kwaliteit"))
    drawn = draw(desk, False)
    assert desk.screen == "kwaliteit"
    assert "waterlijn eval run" in drawn
    assert model_in_use(settings) in drawn
    assert desk.focus == "titel"


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_the_page_shows_model_day_and_first_of_all_the_rate_of_fresh_attacks(
    settings: Settings, shipped: Path, locale: str
) -> None:
    store(shipped / embedded(settings), full_card())
    desk = perform(replace(Desk(), locale=locale), call(settings, "kwaliteit"))  # type: ignore[arg-type]
    drawn = draw(desk, False)
    assert "zondag 22 november 2026" in drawn
    assert desk.quality.through in drawn
    assert drawn.index(desk.quality.through) < drawn.index("In het kort") < drawn.index("<table")
    assert "<svg" in drawn
    assert not desk.quality.own


def test_every_table_but_the_first_is_folded_and_every_picture_can_be_reached(
    settings: Settings, shipped: Path
) -> None:
    store(shipped / embedded(settings), full_card())
    drawn = draw(perform(Desk(), call(settings, "kwaliteit")), False)
    assert drawn.count('<details class="deel"') == drawn.count("<table") > 5
    assert drawn.count('<details class="deel" open>') == 1
    assert drawn.count("<figure") == drawn.count('<figure tabindex="0">') >= 1


def test_nothing_on_the_page_is_loaded_or_run(settings: Settings, shipped: Path) -> None:
    store(shipped / embedded(settings), full_card())
    sections = perform(Desk(), call(settings, "kwaliteit")).quality.sections
    body = "".join(markup for _, markup in sections)
    assert "<table" in body
    assert not re.search(r"(?i)<script|<link|<iframe|<img|\bsrc=|\bhref=\"(?!#)|url\(|@import|\son\w+=", body)


def test_words_in_a_scorecard_never_become_markup(settings: Settings, shipped: Path) -> None:
    store(shipped / embedded(settings), full_card("<img src=x>", "<script>"))
    drawn = draw(perform(Desk(), call(settings, "kwaliteit")), False)
    assert "<img src=x" not in drawn
    assert "<script" not in drawn


@pytest.mark.parametrize("content", ["", "{}", "geen json", '{"ran": {}, "replies": {}, "metrics": []}'])
def test_a_scorecard_that_cant_be_read_is_told_with_its_cure(settings: Settings, content: str) -> None:
    path = settings.home / "evals" / embedded(settings) / "scorecard.json"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    desk = perform(Desk(), call(settings, "kwaliteit"))
    assert desk.screen == "begin"
    assert desk.notice is not None
    assert "waterlijn eval" in desk.notice.text


def test_a_scorecard_of_another_version_is_told_with_its_cure(settings: Settings) -> None:
    card = full_card()
    store(settings.home / "evals" / embedded(settings), replace(card, metrics=card.metrics[3:4]))
    desk = perform(Desk(), call(settings, "kwaliteit"))
    assert desk.notice is not None
    assert "waterlijn eval" in desk.notice.text


def test_the_door_stands_at_the_foot_of_the_first_screen_only(settings: Settings) -> None:
    assert 'id="kwaliteit"' in draw(Desk(), False)
    assert 'id="kwaliteit"' not in draw(perform(Desk(), call(settings, "kijk-terug")), False)
