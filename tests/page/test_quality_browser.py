"""The explanation behind a reply, and the scorecard, in a real Chromium: by keyboard, on every width, in the dark."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_help import STORY, page_of
from quality_help import full_card, store

from assistant.model.catalogue import catalogue

pytestmark = [pytest.mark.browser]
sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect
# After importorskip: it needs Playwright too.
from test_page_browser import ARGUMENTS, PHONE, SMALL, WIDE, Visit, violations, walk  # noqa: E402

SHOTS = os.environ.get("WATERLIJN_SHOTS", "")
"""A folder for pictures of every screen, to look at."""
LOOKS = [(size, scheme) for size in (WIDE, PHONE) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page on a data folder with a scorecard of the embedded model."""
    home: Path = tmp_path_factory.mktemp("measured")
    store(home / "evals" / catalogue().embedded, full_card(catalogue().embedded))
    with page_of(home) as url:
        yield url


def look(visited: Visit, name: str, size: dict[str, int], scheme: str) -> None:
    """Accessible, nothing too small, nothing sideways, nothing from elsewhere."""
    visited.page.wait_for_timeout(250)
    if SHOTS:
        visited.page.screenshot(path=f"{SHOTS}/{name}-{size['width']}-{scheme}.png", full_page=True)
    assert violations(visited.page) == [], name
    assert visited.page.evaluate(SMALL) == [], name
    visited.check()


def test_the_explanation_opens_and_closes_with_the_keyboard_and_stays_open_after_the_next_turn(
    browser: Any, address: str
) -> None:
    visited = Visit(browser, address, WIDE)
    page = visited.page
    visited.talk()
    visited.say(STORY)
    panel = page.locator("details[data-id='waarom-0']")
    expect(panel.locator(".redenen")).to_be_hidden()
    page.locator("#titel").focus()
    walk(page, "details[data-id='waarom-0'] > summary")
    page.keyboard.press("Enter")
    expect(panel.locator(".redenen")).to_be_visible()
    assert page.get_by_role("term").first.is_visible()
    visited.say("Ik liep daarna weg uit het overleg.")
    expect(panel.locator(".redenen")).to_be_visible()
    expect(page.locator("details[data-id='waarom-1'] .redenen")).to_be_hidden()
    page.locator("details[data-id='waarom-0'] > summary").focus()
    page.keyboard.press("Space")
    expect(panel.locator(".redenen")).to_be_hidden()
    visited.check()
    visited.context.close()


def test_asking_why_in_the_box_tells_the_same(browser: Any, address: str) -> None:
    visited = Visit(browser, address, WIDE)
    visited.talk()
    visited.say(STORY)
    shown = visited.page.locator("details[data-id='waarom-0'] dd").first.text_content()
    visited.say("waarom deze vraag?")
    expect(visited.page.locator("#gesprek-lijst > li").last).to_contain_text(str(shown))
    visited.check()
    visited.context.close()


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_explanations_and_scorecard_fit_every_screen(
    browser: Any, address: str, size: dict[str, int], scheme: str
) -> None:
    visited = Visit(browser, address, size, color_scheme=scheme, reduced_motion="reduce")
    page = visited.page
    walk(page, "#kwaliteit")
    page.keyboard.press("Enter")
    expect(page.locator("#titel")).to_be_focused()
    expect(page.locator(".meting .voorop dd")).to_contain_text("%")
    look(visited, "kwaliteit", size, scheme)
    tables = page.locator(".scorekaart .deel")
    assert [tables.nth(n).locator("table").is_visible() for n in range(3)] == [True, False, False]
    tables.nth(1).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(tables.nth(1).locator("table")).to_be_visible()
    expect(tables.nth(1).locator("svg")).to_be_visible()
    page.evaluate("document.querySelectorAll('.deel').forEach(one => { one.open = true; })")
    look(visited, "kwaliteit-open", size, scheme)
    page.click("#thuis")
    visited.talk()
    visited.say(STORY)
    page.locator("details[data-id='waarom-0'] > summary").click()
    visited.say("Ik word gepest op het werk door mijn baas.")
    page.locator("details[data-id='waarom-1'] > summary").click()
    look(visited, "waarom", size, scheme)
    visited.context.close()
