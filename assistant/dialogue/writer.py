"""The writing path: a model that earned it writes its own mirror and question, behind the Composer seam.

What it writes passes the same guard; where it writes nothing of use, the bank's choice stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.content.bank import Question
from assistant.content.strictyaml import Strict, load_cached
from assistant.dialogue.compose import Composer, Draft
from assistant.dialogue.session import Session
from assistant.model.chat import LlamaChat
from assistant.model.llama import LlamaEngine
from assistant.settings import content_dir

_TURNS = 4
"""Earlier turns that the writer reads."""
_MESSAGE = 1200
"""Characters of one message that the writer reads."""


class Example(Strict):
    """One turn as it should be."""

    said: str
    reply: str


class WritePrompt(Strict):
    """prompts/model/write.yaml."""

    system: str
    person: str
    coach: str
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class ModelComposer:
    """A model that writes; falls back to `bank` where it writes nothing of use."""

    engine: LlamaEngine
    bank: Composer

    def compose(
        self, session: Session, message: str, mirror: str, candidates: Sequence[Question], stop: Event | None
    ) -> Draft:
        """See Composer."""
        written = self.write([(turn.user, turn.reply.text) for turn in session.turns], message, stop)
        if not written:
            return self.choose(session, message, mirror, candidates, stop)
        # Whatever the form, the guard sees all of it: what is no question counts as mirror.
        own, question = split_reply(written) or (written, "")
        stage = session.stage
        return Draft(own, question, "model", stage.moves[0], stage.sources)

    def choose(
        self, session: Session, message: str, mirror: str, candidates: Sequence[Question], stop: Event | None
    ) -> Draft:
        """See Composer."""
        return self.bank.choose(session, message, mirror, candidates, stop)

    def write(self, history: Sequence[tuple[str, str]], message: str, stop: Event | None = None) -> str:
        """What the model answers to `message`, as it wrote it."""
        chat = LlamaChat(self.engine, stop)
        messages = write_messages(history, message, plain=self.engine.template is None)
        answer = chat.invoke(messages, stop=["\n", "Leidinggevende:"])
        return str(answer.content).strip()


def write_messages(history: Sequence[tuple[str, str]], message: str, *, plain: bool) -> list[BaseMessage]:
    """Instruction, examples, the last turns and the message. `plain`: as a script, for base models."""
    prompt = load_cached(content_dir() / "prompts" / "model" / "write.yaml", WritePrompt)
    turns = [(example.said, example.reply) for example in prompt.examples]
    turns += [(user[:_MESSAGE], reply) for user, reply in history[-_TURNS:]]
    if plain:
        script = [f"{prompt.person} {' '.join(said.split())}\n{prompt.coach} {reply}" for said, reply in turns]
        last = f"{prompt.person} {' '.join(message[:_MESSAGE].split())}\n{prompt.coach}"
        return [HumanMessage("\n".join([prompt.system, "", *script, last]))]
    talk: list[BaseMessage] = [SystemMessage(prompt.system)]
    for said, reply in turns:
        talk += [HumanMessage(said), AIMessage(reply)]
    return [*talk, HumanMessage(message[:_MESSAGE])]


def split_reply(written: str) -> tuple[str, str] | None:
    """(mirror, question) where the text is some statement followed by one question; else None."""
    found = re.fullmatch(r"(.+?[.!…]['\"’”»]?)\s+([^.!?…]+\?)\s*", " ".join(written.split()))
    return (found.group(1), found.group(2)) if found else None
