"""Opens the Assistant in the background, so that the page can be read while the model loads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.dialogue.material import Material
    from assistant.dialogue.session import Session
    from assistant.documents.reader import Section
    from assistant.jobs.checklist import Checklist
    from assistant.jobs.questionset import Deps
    from assistant.records import Reply
    from assistant.results.records import Result

Progress = Callable[[int, int, str], None]


class Facade(Protocol):
    """What the page uses of `assistant.assistant.Assistant`."""

    def choosing(self, stop: Event | None = None) -> Deps:
        """See Assistant."""
        ...

    def material(self, flow_id: str, path: Path) -> Material:
        """See Assistant."""
        ...

    def begin(self, flow_id: str, material: Material | None = None) -> tuple[Session, Reply]:
        """See Assistant."""
        ...

    def result(self, session: Session, stop: Event | None = None) -> Result | None:
        """See Assistant."""
        ...

    def reply(self, session: Session, message: str, stop: Event | None = None) -> tuple[Session, Reply]:
        """See Assistant."""
        ...

    def read_request(self, path: Path) -> list[Section]:
        """See Assistant."""
        ...

    def checklist(self, sections: Sequence[Section] | None, name: str = "") -> Checklist:
        """See Assistant."""
        ...

    def close(self) -> None:
        """See Assistant."""
        ...


class Halted(Exception):
    """The user pressed Stop before the Assistant was ready."""


@dataclass(frozen=True)
class Loading:
    """How far opening has come."""

    done: int = 0
    total: int = 0
    what: str = ""


class Opener:
    """Holds the one Assistant of this program, or the reason why there is none."""

    def __init__(self, open_assistant: Callable[[Progress], Facade]) -> None:
        """`open_assistant` is called once, in a thread of its own."""
        self._open = open_assistant
        self._finished = Event()
        self._assistant: Facade | None = None
        self.error: Exception | None = None
        self.loading = Loading()

    def start(self) -> Opener:
        """Begin; returns at once."""
        Thread(target=self._run, name="waterlijn-opener", daemon=True).start()
        return self

    @property
    def is_ready(self) -> bool:
        """Whether the Assistant can be used."""
        return self._assistant is not None

    @property
    def is_finished(self) -> bool:
        """Whether opening ended, well or not."""
        return self._finished.is_set()

    def assistant(self, stop: Event | None = None) -> Facade:
        """The Assistant, waited for. Raises what opening raised, Halted when `stop` is set meanwhile."""
        while not self._finished.wait(0.1):
            if stop is not None and stop.is_set():
                raise Halted
        if self._assistant is None:
            raise self.error or RuntimeError("the opener ended without an assistant")
        return self._assistant

    def close(self) -> None:
        """Close the Assistant, if it ever opened."""
        if self._finished.wait(30) and self._assistant is not None:
            self._assistant.close()

    def _run(self) -> None:
        try:
            self._assistant = self._open(self._hear)
        except Exception as error:  # also what nobody foresaw must reach the user as a sentence
            self.error = error
        finally:
            self._finished.set()

    def _hear(self, done: int, total: int, what: str) -> None:
        self.loading = Loading(done, total, what)
