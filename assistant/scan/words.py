"""How the S's, figures and dates read in Dutch."""

from __future__ import annotations

from datetime import date

from assistant.content.texts import text


def name_of(block: str) -> str:
    """What an S is called: 'Stip'."""
    return text(f"scan.{block}")


def dutch_date(day: date) -> str:
    """A date as it is written: '3 maart 2026'."""
    return f"{day.day} {text(f'scan.maand-{day.month}')} {day.year}"


def dutch_number(number: float) -> str:
    """A number with a comma and at most two decimals: '3,25', '4'."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")
