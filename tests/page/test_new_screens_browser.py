"""The register and the silent round in a real Chromium: from start to end, accessible, on every width."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from page_help import page_of

from assistant.agreements.records import Register
from assistant.agreements.register import add
from assistant.kept.keeping import keep_register
from assistant.kept.vault import Vault
from assistant.scan.member_file import make_member_file
from assistant.scan.records import BLOCKS, Scan, Score

pytestmark = [pytest.mark.browser]
sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect
# After importorskip: it needs Playwright too.
from test_page_browser import ARGUMENTS, SMALL, WIDE, Visit, violations, walk  # noqa: E402

NARROW = {"width": 360, "height": 780}
PHRASE = "vier losse blauwe woorden"
SHOTS = os.environ.get("WATERLIJN_SHOTS", "")
"""A folder for pictures of every screen, to look at."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A page on an empty data folder."""
    with page_of(tmp_path) as url:
        yield url


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page on a data folder with a register."""
    home = tmp_path_factory.mktemp("filled")
    register = add(
        Register(),
        "We sluiten elk overleg om vijf uur af, ook als niet alles is besproken",
        goal="Rust aan het eind van de dag",
        owner="Sam",
        due=date.today() - timedelta(days=3),
        guard="Noor",
        origin="Reviewcirkel, 1-11-2026",
    )
    register = add(register, "Ieder leest de stukken", owner="Anna", due=date.today() + timedelta(days=30))
    register = add(register, "Het bord met de stip hangt in de gang", origin="Spiegelsessie")
    with Vault.open(home / "sessions.db", PHRASE) as vault:
        keep_register(vault, register)
    with page_of(home) as url:
        yield url


def scans(folder: Path, rows: tuple[tuple[int, ...], ...], round_name: str = "MT voorjaar") -> list[Path]:
    """A file for each row of scores, the first with a released sentence."""
    made = []
    for number, row in enumerate(rows):
        scores = tuple(
            Score(block, value, "We weten waar we heen gaan.") for block, value in zip(BLOCKS, row, strict=True)
        )
        path = folder / f"lid-{number}.5s"
        path.write_bytes(make_member_file(Scan(scores), ["stip"] if number == 0 else [], round_name))
        made.append(path)
    return made


ROWS = ((4, 2, 3, 5, 3), (2, 3, 3, 1, 4), (3, 2, 4, 2, 4), (4, 4, 3, 1, 4), (5, 2, 3, 2, 4))


def test_the_first_agreement_with_the_keyboard_alone(browser: Any, address: str) -> None:
    visited = Visit(browser, address, WIDE)
    page = visited.page
    walk(page, "#afspraken")
    page.keyboard.press("Enter")
    expect(page.locator("#titel")).to_be_focused()
    walk(page, "#nieuw-wat")
    page.keyboard.type("We beginnen op tijd")
    walk(page, "#nieuw-datum")
    page.keyboard.type("ooit")
    walk(page, "#zin")
    page.keyboard.type(PHRASE)
    walk(page, "#zin-nog")
    page.keyboard.type(PHRASE)
    page.keyboard.press("Enter")
    expect(page.locator("#melding")).to_be_focused()
    expect(page.locator("#melding")).to_contain_text("ooit")
    expect(page.locator("#nieuw-wat")).to_have_value("We beginnen op tijd")
    page.fill("#nieuw-datum", "over twee weken")
    page.fill("#zin", PHRASE)
    page.fill("#zin-nog", PHRASE)
    page.keyboard.press("Enter")
    # The first save makes the vault and reads the first date: slow on a machine that is busy.
    expect(page.locator("#afspraak-a1")).to_contain_text("We beginnen op tijd", timeout=30000)
    walk(page, "#afspraak-status-a1-klaar")
    page.keyboard.press("Space")
    expect(page.locator("#afspraken-over")).to_be_focused()
    expect(page.locator("#wl-spreek")).to_contain_text("a1 staat nu op klaar")
    visited.check()
    visited.context.close()


def test_the_register_from_the_first_screen_to_a_file(browser: Any, filled: str) -> None:
    visited = Visit(browser, filled, WIDE)
    page = visited.page
    page.fill("#zin", PHRASE)
    page.keyboard.press("Enter")
    expect(page.locator(".beurt li")).to_have_count(1)
    expect(page.locator("#titel-beurt")).to_be_focused()
    page.click("#afspraken")
    page.fill("#zin", PHRASE)
    page.keyboard.press("Enter")
    page.click("#afspraak-bewerk-a2")
    expect(page.locator("#wijzig-wat")).to_be_focused()
    page.fill("#wijzig-wie", "Bram")
    page.click("#afspraak-wijzig")
    expect(page.locator("#afspraak-a2")).to_be_focused()
    assert b"Bram" in visited.download("#afspraken-mee-md").read_bytes()
    assert visited.download("#afspraken-mee-xlsx").read_bytes().startswith(b"PK")
    assert b"BEGIN:VEVENT" in visited.download("#afspraken-mee-ics").read_bytes()
    page.click("#afspraken-sluit")
    expect(page.locator("#melding")).to_contain_text("weer op slot")
    assert "We sluiten" not in page.content()
    page.reload()
    page.wait_for_selector(".deur")
    assert "We sluiten" not in page.content()
    visited.check()
    visited.context.close()


def test_a_member_hands_over_only_what_was_ticked(browser: Any, address: str) -> None:
    visited = Visit(browser, address, WIDE)
    page = visited.page
    page.click("#teamscan")
    page.click("#scan-lid")
    page.fill("#scan-ronde", "MT voorjaar")
    for block, value in zip(BLOCKS, ROWS[0], strict=True):
        page.check(f"#scan-cijfer-{block}-{value}")
    page.fill("#scan-zin-stip", "Onze koers is helder.")
    page.fill("#scan-zin-sturing", "De cijfers komen te laat.")
    page.click("#scan-bekijk")
    expect(page.locator("#scan-mee-stip")).not_to_be_checked()
    assert b"koers" not in visited.download("#scan-bestand").read_bytes()
    page.check("#scan-mee-sturing")
    file = visited.download("#scan-bestand").read_bytes()
    assert b"te laat" in file
    assert b"koers" not in file
    expect(page.locator("#scan-mee-sturing")).to_be_checked()
    expect(page.locator("#scan-mee-stip")).not_to_be_checked()
    visited.check()
    visited.context.close()


def test_files_of_a_team_become_a_picture(browser: Any, address: str, tmp_path: Path) -> None:
    files = scans(tmp_path, ROWS)
    broken = tmp_path / "kapot.5s"
    broken.write_bytes(b"geen scan")
    visited = Visit(browser, address, WIDE)
    page = visited.page
    page.click("#teamscan")
    page.click("#scan-team")
    page.set_input_files("#scan-bestanden", [*files[:2], broken])
    expect(page.locator(".naam")).to_contain_text("lid-1.5s, kapot.5s")
    page.click("#scan-lees")
    expect(page.locator(".geweigerd li")).to_contain_text("kapot.5s")
    expect(page.locator(".namen li")).to_have_count(2)
    page.set_input_files("#scan-bestanden", files[2:])
    page.click("#scan-lees")
    expect(page.locator("#titel-beeld")).to_be_focused()
    expect(page.get_by_role("img", name="mediaan 2", exact=False).first).to_be_visible()
    expect(page.locator(".verslag")).to_contain_text("We weten waar we heen gaan.")
    expect(page.locator(".scherm")).not_to_contain_text("lid-")
    assert visited.download("#scan-mee-docx").read_bytes().startswith(b"PK")
    page.click("#scan-team-vergeet")
    expect(page.locator("#melding")).to_contain_text("Vergeten")
    assert "We weten waar" not in page.content()
    visited.check()
    visited.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_new_screen_is_accessible_and_fits(
    browser: Any, filled: str, tmp_path: Path, size: dict[str, int], scheme: str
) -> None:
    visited = Visit(browser, filled, size, color_scheme=scheme, reduced_motion="reduce")
    page = visited.page
    seen: dict[str, list[str]] = {}

    def look(name: str) -> None:
        page.wait_for_timeout(250)
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size['width']}-{scheme}.png", full_page=True)
        seen[name] = violations(page)
        assert page.evaluate(SMALL) == [], name
        visited.check()

    look("begin-slot")
    page.fill("#zin", PHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector("#titel-beurt")
    look("begin-open")
    page.click("#afspraken")
    page.wait_for_selector("#afspraken-open")
    look("register-lezen")
    page.fill("#zin", PHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector("#afspraak-erbij")
    look("register")
    page.click("#afspraak-bewerk-a1")
    page.wait_for_selector("#wijzig-wat")
    look("register-wijzig")
    page.click("#thuis")
    page.click("#afspraken-sluit")
    page.click("#afspraken")
    look("register-slot")
    page.click("#thuis")
    page.click("#teamscan")
    page.wait_for_selector("#scan-lid")
    look("scan")
    page.click("#scan-lid")
    page.wait_for_selector("#scan-bekijk")
    look("scan-lid")
    page.fill("#scan-ronde", "MT voorjaar")
    for block in BLOCKS:
        page.check(f"#scan-cijfer-{block}-3")
    page.fill("#scan-zin-stip", "Onze koers is helder.")
    page.click("#scan-bekijk")
    page.wait_for_selector("#scan-bestand")
    look("scan-mee")
    page.click("#thuis")
    page.click("#teamscan")
    page.click("#scan-wijzig")
    page.click("#scan-kies")
    page.click("#scan-team")
    broken = tmp_path / "kapot.5s"
    broken.write_bytes(b"geen scan")
    page.set_input_files("#scan-bestanden", [*scans(tmp_path, ROWS[:2]), broken])
    page.click("#scan-lees")
    page.wait_for_selector(".namen")
    look("scan-team")
    page.set_input_files("#scan-bestanden", scans(tmp_path, ROWS)[2:])
    page.click("#scan-lees")
    page.wait_for_selector("#titel-beeld")
    look("scan-beeld")
    visited.context.close()
    assert {name: found for name, found in seen.items() if found} == {}
