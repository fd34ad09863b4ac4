"""What can be done in a reflection."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue.reflection import session_report
from assistant.kept.keeping import Keeper
from assistant.kept.vault import Vault
from assistant.page.call import Call, PageError, handed_over, in_vault, packed, told
from assistant.page.desk import Desk, Fields, Talk

SIGNALS = {
    "langzamer": "langzamer",
    "overslaan": "overslaan",
    "terug": "terug",
    "geen-vragen": "geen vragen meer",
    "wel-vragen": "stel weer een vraag",
    "verder": "verder",
    "stop": "stop",
}
"""The message that each button sends."""


def absorb(desk: Desk, fields: Fields) -> Desk:
    """Take over the words in the box and the harvest as edited."""
    talk = desk.talk
    if talk is None or desk.screen != "gesprek":
        return desk
    harvest = tuple(str(fields.get(f"oogst-{n}", line)) for n, line in enumerate(talk.harvest))
    return replace(desk, talk=replace(talk, draft=str(fields.get("bericht", talk.draft)), harvest=harvest))


def choose(desk: Desk, call: Call) -> Desk:
    """The list of conversations, or the one that is still going on."""
    return replace(desk, screen="gesprek" if desk.talk else "kies", focus="bericht" if desk.talk else "titel")


def begin(desk: Desk, call: Call) -> Desk:
    """A fresh conversation. Raises InputError."""
    session, reply = call.assistant.begin(call.id)
    return replace(desk, screen="gesprek", talk=Talk(session, reply), spoken=reply.text, focus="bericht")


def answer(desk: Desk, call: Call) -> Desk:
    """Send what stands in the box. Raises InputError, ModelError, Stopped."""
    message = call.word("bericht").strip()
    if not message:
        return replace(desk, focus="bericht")
    return _said(desk, call, message, draft="")


def signal(desk: Desk, call: Call) -> Desk:
    """Send the message of a button; what stands in the box stays there."""
    return _said(desk, call, SIGNALS[call.id], draft=call.word("bericht"))


def _said(desk: Desk, call: Call, message: str, draft: str) -> Desk:
    talk = _talk(desk)
    session, reply = call.assistant.reply(talk.session, message, call.stop)
    is_turn = bool(session.turns) and session.turns[-1].reply is reply
    harvest = tuple(session.harvest()) if session.closed else ()
    aside = None if is_turn else reply
    talk = replace(talk, session=session, aside=aside, draft=draft, harvest=harvest, kept_as="")
    return replace(desk, talk=talk, spoken=reply.text, focus="titel-oogst" if session.closed else "bericht")


def drop_line(desk: Desk, call: Call) -> Desk:
    """Leave a line out of the harvest."""
    talk = _talk(desk)
    lines = tuple(line for n, line in enumerate(talk.harvest) if str(n) != call.id)
    return replace(desk, talk=replace(talk, harvest=lines), focus="titel-oogst")


def keep(desk: Desk, call: Call) -> Desk:
    """Store conversation and harvest. Raises VaultError, PageError."""
    talk = _talk(desk)

    def store(vault: Vault) -> str:
        keeper = Keeper(vault, talk.kept_as)
        kept_as = keeper.keep(talk.session)
        keeper.keep_harvest(_harvest(talk))
        return kept_as

    kept_as = in_vault(call, store)
    return told(replace(desk, talk=replace(talk, kept_as=kept_as)), "bewaard-gelukt")


def take_along(desk: Desk, call: Call) -> Desk:
    """The conversation as a file. Raises InputError."""
    talk = _talk(desk)
    report = session_report(talk.session, _harvest(talk))
    return handed_over(desk, packed(report, "reflectie", call.id), f"gesprek-mee-{call.id}")


def forget(desk: Desk, call: Call) -> Desk:
    """Clear the conversation from memory and page."""
    return told(replace(desk, talk=None, screen="begin"), "vergeten")


def _talk(desk: Desk) -> Talk:
    if desk.talk is None:
        raise PageError("fout-onbekend")
    return desk.talk


def _harvest(talk: Talk) -> list[str]:
    return [line.strip() for line in talk.harvest if line.strip()]
