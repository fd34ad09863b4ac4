"""What is measured: the product as a user meets it, and the same model with a plain instruction.

A system answers one case, turn by turn, as lines of the log. Knows nothing of suites, files or scores.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING, Protocol

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.content.strictyaml import Strict, load_cached
from assistant.errors import InputError
from assistant.model.chat import LlamaChat
from assistant.model.llama import LlamaEngine, Stopped
from assistant.settings import content_dir
from evals.log import Line, SystemName
from evals.samples import Sample, said

if TYPE_CHECKING:
    from assistant.dialogue.session import Session
    from assistant.records import Reply

FLOW = "eigen-verzet"
"""Where a single message is said: its first step talks, with a mirror and a question that the model chooses."""
SEED = 7
RAW_PROMPT = content_dir() / "prompts" / "model" / "raw.yaml"
_RAW_TOKENS = 90
_MARGIN = 256
"""Tokens of the context that a prompt leaves free; the engine refuses a longer one."""


class System(Protocol):
    """Answers the user of a case."""

    @property
    def name(self) -> SystemName:
        """What its lines are stored under."""
        ...

    def answer(self, sample: Sample, blank: Line, stop: Event | None) -> Iterator[Line]:
        """A line per message of the user; `blank` is a line on which only the reply is still missing."""
        ...


class Talks(Protocol):
    """The part of assistant.assistant.Assistant that a conversation needs."""

    def begin(self, flow_id: str) -> tuple[Session, Reply]: ...

    def reply(self, session: Session, message: str, stop: Event | None = None) -> tuple[Session, Reply]: ...


class ReadsDocuments(Protocol):
    """Answers a case about a document; see evals/reading.py."""

    def answer(self, sample: Sample, blank: Line) -> Line: ...


@dataclass(frozen=True)
class Product:
    """Waterlijn through the door that page and terminal use too."""

    talks: Talks
    reader: ReadsDocuments
    name: SystemName = "product"

    def answer(self, sample: Sample, blank: Line, stop: Event | None) -> Iterator[Line]:
        """See System.

        When a conversation closes before the messages are used up, the next one is said in a fresh session of the
        same flow: the tool remembers nothing of the one before, `said` of the line does.
        """
        if sample.metadata.get("route") == "document":
            yield self.reader.answer(sample, blank)
            return
        messages, session = said(sample), None
        for turn, message in enumerate(messages, start=1):
            if session is None or session.closed:
                session, _ = self.talks.begin(sample.metadata.get("flow") or FLOW)
            here = replace(blank, turn=turn, said=messages[:turn])
            try:
                session, reply = self.talks.reply(session, message, stop)
            except InputError as error:
                # What a user would read.
                yield replace(here, reply=str(error), move="geweigerd", origin="fixed")
            else:
                yield _as_line(here, reply)


def _as_line(blank: Line, reply: Reply) -> Line:
    # At a step that collects, the question is a line of the form ('Schrijf de volgende, of typ ...'): a fixed text.
    asked = "" if (reply.origin, reply.move) == ("fixed", "noteren") else reply.question
    own = " ".join(part for part in (reply.mirror, asked) if part)
    return replace(
        blank,
        reply=reply.text,
        own=own,
        draft=reply.refused[0].text if reply.refused else own,
        mirror=reply.mirror,
        question=reply.question,
        question_id=reply.question_id,
        move=reply.move,
        origin=reply.origin,
        refused=tuple(refusal.to_json() for refusal in reply.refused),
        seconds=round(reply.seconds, 3),
    )


class RawPrompt(Strict):
    """prompts/model/raw.yaml."""

    system: str
    person: str
    coach: str
    document: str


@dataclass(frozen=True)
class Raw:
    """The model alone: a plain instruction and the conversation so far, cut to the context from the oldest turn on."""

    engine: LlamaEngine
    name: SystemName = "raw"

    def answer(self, sample: Sample, blank: Line, stop: Event | None) -> Iterator[Line]:
        """See System. A document stands above the message."""
        prompt = load_cached(RAW_PROMPT, RawPrompt)
        messages = said(sample)
        talk: list[tuple[str, str]] = []
        for turn, message in enumerate(messages, start=1):
            document = sample.metadata.get("document")
            heard = f"{prompt.document}\n{document}\n\n{message}" if document else message
            started = time.monotonic()
            written = self._write(prompt, talk, heard, stop)
            talk.append((heard, written))
            seconds = round(time.monotonic() - started, 3)
            here = replace(blank, turn=turn, said=messages[:turn], document=sample.id if document else "")
            yield replace(here, reply=written, own=written, draft=written, origin="model", seconds=seconds)

    def _write(self, prompt: RawPrompt, talk: Sequence[tuple[str, str]], message: str, stop: Event | None) -> str:
        chat = LlamaChat(self.engine, stop, max_tokens=_RAW_TOKENS, seed=SEED)
        plain = self.engine.template is None
        # A base model goes on with the script of either speaker.
        ends = [f"\n{prompt.person}", f"\n{prompt.coach}"] if plain else []
        answer = chat.invoke(self._fitting(chat, prompt, talk, message, plain), stop=ends)
        if stop and stop.is_set():
            # Half a reply is no reply.
            raise Stopped
        return str(answer.content).strip()

    def _fitting(
        self, chat: LlamaChat, prompt: RawPrompt, talk: Sequence[tuple[str, str]], message: str, plain: bool
    ) -> list[BaseMessage]:
        room = self.engine.context - _MARGIN
        for first in range(len(talk) + 1):
            messages = raw_messages(prompt, talk[first:], message, plain=plain)
            if len(chat.prompt_tokens(messages)) < room:
                return messages
        # One message alone is too long: a character is at most a few tokens, so half is tried until it fits.
        return self._fitting(chat, prompt, (), message[: len(message) // 2], plain)


def raw_messages(prompt: RawPrompt, talk: Sequence[tuple[str, str]], message: str, *, plain: bool) -> list[BaseMessage]:
    """Instruction, conversation and message. `plain`: as a script, for base models."""
    if plain:
        script = [f"{prompt.person} {heard}\n{prompt.coach} {reply}" for heard, reply in talk]
        return [HumanMessage("\n".join([prompt.system, "", *script, f"{prompt.person} {message}\n{prompt.coach}"]))]
    messages: list[BaseMessage] = [SystemMessage(prompt.system)]
    for heard, reply in talk:
        messages += [HumanMessage(heard), AIMessage(reply)]
    return [*messages, HumanMessage(message)]
