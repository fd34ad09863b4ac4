"""What can be done in a reflection."""

from __future__ import annotations

from dataclasses import replace

from assistant.content.flows import find_flow
from assistant.dialogue.material import Material
from assistant.dialogue.reflection import session_report
from assistant.kept.keeping import Keeper, last_harvest
from assistant.kept.vault import Vault
from assistant.page.call import Call, PageError, handed_over, in_vault, packed, told
from assistant.page.desk import Agreed, Desk, Fields, Parcel, Talk
from assistant.results.files import result_file

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
    if desk.talk:
        return replace(desk, screen="gesprek", focus="bericht")
    return replace(desk, screen="kies", preparing="", focus="titel")


def begin(desk: Desk, call: Call) -> Desk:
    """A fresh conversation, or first the file that it can start from. Raises InputError."""
    if find_flow(call.id).material:
        return replace(desk, screen="kies", preparing=call.id, focus="titel")
    return _begun(desk, call, call.id, None)


def begin_with(desk: Desk, call: Call) -> Desk:
    """A conversation that starts from the chosen file. Raises InputError, DocumentError, PageError."""
    with call.file("materiaal") as path:
        return _begun(desk, call, desk.preparing, call.assistant.material(desk.preparing, path))


def begin_without(desk: Desk, call: Call) -> Desk:
    """A conversation that could have started from a file, without one. Raises InputError."""
    return _begun(desk, call, desk.preparing, None)


def begin_with_contract(desk: Desk, call: Call) -> Desk:
    """Look again at the contract that is on the page. Raises InputError, PageError."""
    if desk.lead.checklist is None:
        raise PageError("fout-onbekend")
    return _begun(desk, call, "herijken", Material(contract=desk.lead.checklist))


def _begun(desk: Desk, call: Call, flow_id: str, material: Material | None) -> Desk:
    session, reply = call.assistant.begin(flow_id, material)
    talk = Talk(session, reply)
    return replace(desk, screen="gesprek", preparing="", talk=talk, spoken=reply.text, focus="bericht")


def answer(desk: Desk, call: Call) -> Desk:
    """Send what stands in the box. Raises InputError, ModelError, Stopped."""
    message = call.word("bericht").strip()
    if not message:
        return replace(desk, focus="bericht")
    return _said(desk, call, message, draft="")


def signal(desk: Desk, call: Call) -> Desk:
    """Send the message of a button; what stands in the box stays there."""
    return _said(desk, call, SIGNALS[call.id], draft=call.word("bericht"))


def choose_answer(desk: Desk, call: Call) -> Desk:
    """Send the answer of a button, such as a score; what stands in the box stays there."""
    answered = _said(desk, call, call.id, draft=call.word("bericht"))
    talk = _talk(answered)
    labels = talk.session.stage.answer == "labels" and bool(talk.session.turns) and call.id != "klaar"
    # Who goes through the labels stays where the click was.
    return replace(answered, focus=f"antwoord-{call.id}") if labels else answered


def _said(desk: Desk, call: Call, message: str, draft: str) -> Desk:
    talk = _talk(desk)
    session, reply = call.assistant.reply(talk.session, message, call.stop)
    is_turn = bool(session.turns) and session.turns[-1].reply is reply
    harvest = tuple(session.harvest()) if session.closed else ()
    aside = None if is_turn else reply
    result = call.assistant.result(session, call.stop) if session.closed and session.flow.result != "oogst" else None
    talk = replace(talk, session=session, aside=aside, draft=draft, harvest=harvest, result=result, kept_as="")
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
        earlier = last_harvest(vault, talk.session.flow.id) if not talk.kept_as else ()
        kept_as = keeper.keep(talk.session)
        keeper.keep_harvest(_harvest(talk))
        if talk.result is not None and not talk.kept_as:
            # Once: keeping again must not make a second contract.
            keeper.keep_result(talk.session, talk.result)
        before.extend(earlier)
        return kept_as

    before: list[str] = []
    kept_as = in_vault(call, store)
    talk = _beside_last_time(replace(talk, kept_as=kept_as), call, before)
    # The register that this tab had open may be out of date now.
    return told(replace(desk, talk=talk, agreed=Agreed()), "bewaard-gelukt")


def _beside_last_time(talk: Talk, call: Call, before: list[str]) -> Talk:
    """The result next to the harvest that was kept the last time, where the flow compares the two."""
    session = talk.session
    if not before or session.flow.material != "oogst" or session.material.earlier:
        return talk
    session = replace(session, material=replace(session.material, earlier=tuple(before)))
    return replace(talk, session=session, result=call.assistant.result(session))


def take_along(desk: Desk, call: Call) -> Desk:
    """The conversation, or what it made, as a file. Raises InputError."""
    talk = _talk(desk)
    if talk.result is not None:
        made = result_file(talk.result, talk.session, call.id)
        return handed_over(desk, Parcel(made.name, made.data), f"gesprek-mee-{call.id}")
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
