"""From what the user did to the next desk: one entry point, `perform`, and the list of everything that can be done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from assistant.errors import AssistantError
from assistant.model.llama import Stopped
from assistant.page import act_coach, act_kept, act_lead, act_quality, act_register, act_scan, act_talk
from assistant.page.call import Call, PageError, sentence
from assistant.page.desk import Desk, Notice
from assistant.page.labels import say
from assistant.page.opener import Halted

Handler = Callable[[Desk, Call], Desk]
_LOG = logging.getLogger(__name__)


def go_home(desk: Desk, call: Call) -> Desk:
    """The first screen; what is on the other screens stays there."""
    return replace(desk, screen="begin", focus="titel")


ACTIONS: dict[str, Handler] = {
    "begin": go_home,
    "kijk-terug": act_talk.choose,
    "gesprekken": act_talk.choose,
    "gesprek": act_talk.begin,
    "zeg": act_talk.answer,
    "gesprek-met": act_talk.begin_with,
    "gesprek-zonder": act_talk.begin_without,
    "gesprek-contract": act_talk.begin_with_contract,
    "antwoord": act_talk.choose_answer,
    "teken": act_talk.signal,
    "oogst-weg": act_talk.drop_line,
    "gesprek-bewaar": act_talk.keep,
    "gesprek-mee": act_talk.take_along,
    "gesprek-vergeet": act_talk.forget,
    "coach": act_coach.show,
    "set-maak": act_coach.build,
    "set-vervang": act_coach.other_question,
    "set-omhoog": act_coach.move_up,
    "set-omlaag": act_coach.move_down,
    "set-bewerk": act_coach.rewrite,
    "set-minuten": act_coach.give_minutes,
    "set-weg": act_coach.drop,
    "set-erbij": act_coach.add_own,
    "set-erbij-bank": act_coach.add_from_bank,
    "set-mee": act_coach.take_along,
    "set-bewaar": act_coach.keep,
    "set-vergeet": act_coach.forget,
    "lijst": act_lead.show,
    "lijst-maak": act_lead.build,
    "lijst-open": act_lead.reopen,
    "lijst-versie": act_lead.save_version,
    "lijst-mee": act_lead.take_along,
    "lijst-bestand": act_lead.save_file,
    "lijst-bewaar": act_lead.keep,
    "lijst-vergeet": act_lead.forget,
    "bewaard": act_kept.show,
    "kluis-open": act_kept.unlock,
    "kluis-lees": act_kept.read,
    "kluis-lijst": act_kept.back_to_list,
    "kluis-mee": act_kept.take_along,
    "kluis-weg": act_kept.ask_to_forget,
    "kluis-weg-ja": act_kept.forget,
    "kluis-weg-nee": act_kept.keep_after_all,
    "kluis-kwijt": act_kept.ask_to_destroy,
    "kluis-kwijt-ja": act_kept.destroy,
    "afspraken": act_register.show,
    "afspraken-open": act_register.unlock,
    "afspraken-mee": act_register.take_along,
    "afspraken-sluit": act_register.close,
    "afspraak-erbij": act_register.note,
    "afspraak-bewerk": act_register.begin_change,
    "afspraak-wijzig": act_register.change,
    "afspraak-laat": act_register.leave_unchanged,
    "afspraak-status": act_register.give_status,
    "teamscan": act_scan.show,
    "scan-kies": act_scan.choose_half,
    "scan-bekijk": act_scan.look_over,
    "scan-wijzig": act_scan.change,
    "scan-bestand": act_scan.hand_in,
    "scan-vergeet": act_scan.forget_member,
    "scan-lees": act_scan.gather,
    "scan-mee": act_scan.take_along,
    "scan-team-vergeet": act_scan.forget_team,
    "kwaliteit": act_quality.show,
}
"""Everything that a button of the page can ask for."""


def perform(desk: Desk, call: Call) -> Desk:
    """The desk after `call`; whatever goes wrong becomes a notice, and nothing that was typed is lost."""
    desk = replace(desk, serial=desk.serial + 1, notice=None, spoken="", focus="", parcel=None)
    try:
        desk = _absorbed(desk, call)
        return _locked(ACTIONS[call.name](desk, call))
    except (Stopped, Halted):
        return _noticed(desk, Notice(say(desk.locale, "gestopt"), "goed", desk.locale))
    except PageError as error:
        return _noticed(desk, Notice(say(desk.locale, error.key), "fout", desk.locale))
    except AssistantError as error:
        return _noticed(desk, sentence(error, desk.locale))
    except Exception as error:
        # The kind only: a message could quote what the user wrote.
        _LOG.error("%s failed with %s", call.name, type(error).__name__)
        return _noticed(desk, sentence(error, desk.locale))


def _absorbed(desk: Desk, call: Call) -> Desk:
    """The desk with all that stands in the fields of the page."""
    for absorb in (act_talk.absorb, act_coach.absorb, act_lead.absorb, act_register.absorb, act_scan.absorb):
        desk = absorb(desk, call.fields)
    return desk


def _locked(desk: Desk) -> Desk:
    """What was kept is locked again as soon as the user leaves its screen."""
    if desk.kept is not None and desk.screen != "bewaard":
        desk.kept.vault.close()
        desk = replace(desk, kept=None)
    if desk.agreed.vault is not None and desk.screen != "afspraken":
        desk.agreed.vault.close()
        desk = replace(desk, agreed=replace(desk.agreed, vault=None, changing="", changed={}))
    return desk


def _noticed(desk: Desk, notice: Notice) -> Desk:
    focus = "bericht" if desk.screen == "gesprek" and desk.talk and not desk.talk.session.closed else "melding"
    return replace(desk, notice=notice, spoken=notice.text, focus=focus)
