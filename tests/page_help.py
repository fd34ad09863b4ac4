"""What the tests of the page share: a facade without a model, and a page that is really served."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from assistant.content.bank import Question
from assistant.content.flows import find_flow
from assistant.dialogue.compose import BankComposer
from assistant.dialogue.material import Material, read_material
from assistant.dialogue.opening import begin_talk
from assistant.dialogue.session import Session
from assistant.dialogue.turn import TurnTaker
from assistant.documents.reader import Section, read_document
from assistant.fakes import FakeEmbedder, FakeKnowledge, shown_without_models
from assistant.jobs.checklist import Checklist, build_checklist
from assistant.jobs.questionset import Deps
from assistant.model.llama import Stopped
from assistant.page.call import Call
from assistant.page.desk import Fields
from assistant.page.opener import Facade, Opener, Progress
from assistant.page.serve import launch
from assistant.records import Reply
from assistant.results.make import make_result
from assistant.results.records import Result, Tools
from assistant.settings import Settings, usable_cores

STORY = "Vanmiddag in het MT wilde Karin de planning omgooien. Ik zei niets en was van binnen boos."
REQUEST = (
    "Sinds de reorganisatie loopt de samenwerking in het team stroef.\n"
    "Het doel is dat het team aan het eind zelf besluiten neemt.\n"
)


class Slow:
    """A ranker that takes `seconds` for each place, and stops when asked."""

    def __init__(self, seconds: float, stop: Event | None) -> None:
        self._seconds, self._stop = seconds, stop or Event()

    def rank(self, dialogue: str, questions: Sequence[Question]) -> list[tuple[Question, float]]:
        if self._stop.wait(self._seconds):
            raise Stopped
        return [(question, 0.0) for question in questions]


class FakeFacade:
    """Everything of the Assistant, with words for meaning and `seconds` of thinking before each reply."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds
        self._turns = TurnTaker(FakeKnowledge(), BankComposer(None), shown_without_models)  # type: ignore[arg-type]
        self.closed = False

    def material(self, flow_id: str, path: Path) -> Material:
        return read_material(find_flow(flow_id), path)

    def begin(self, flow_id: str, material: Material | None = None) -> tuple[Session, Reply]:
        return begin_talk(flow_id, material, shown_without_models)

    def result(self, session: Session, stop: Event | None = None) -> Result | None:
        return make_result(session, Tools(choosing=self.choosing))

    def reply(self, session: Session, message: str, stop: Event | None = None) -> tuple[Session, Reply]:
        stop = stop or Event()
        if stop.wait(self._seconds):
            raise Stopped
        return self._turns.take(session, message, stop)

    def choosing(self, stop: Event | None = None) -> Deps:
        return Deps(ranker=Slow(self._seconds, stop))

    def read_request(self, path: Path) -> list[Section]:
        return read_document(path)

    def checklist(self, sections: Sequence[Section] | None, name: str = "") -> Checklist:
        return build_checklist(sections, name, FakeEmbedder())

    def close(self) -> None:
        self.closed = True


def ready(facade: Facade | None = None) -> Opener:
    """An Opener that has finished."""
    opener = Opener(lambda progress: facade or FakeFacade()).start()
    opener.assistant()
    return opener


def call(settings: Settings, name: str, id_: str = "", opener: Opener | None = None, **fields: object) -> Call:
    """What a button of the page asks for; `tijd_i1` stands for the field 'tijd-i1'."""
    given: Fields = {key.replace("_", "-"): value for key, value in fields.items()}
    return Call(name, id_, given, opener or ready(), settings)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def page_of(home: Path, seconds: float = 0.0, loading: float = 0.0, real: bool = False) -> Iterator[str]:
    """The address of a page that is really served, in a process of its own."""
    port = free_port()
    command = [sys.executable, __file__, str(port), str(home), str(seconds), str(loading), str(int(real))]
    with subprocess.Popen(command) as process:
        try:
            yield wait_for(port)
        finally:
            process.terminate()


def wait_for(port: int) -> str:
    """The address, as soon as something listens there."""
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return f"http://127.0.0.1:{port}/"
        time.sleep(0.1)
    raise TimeoutError(port)


def _serve(port: int, home: Path, seconds: float, loading: float, real: bool) -> None:
    def open_fake(progress: Progress) -> Facade:
        progress(1, 3, "Het taalmodel wordt geladen")
        time.sleep(loading)
        return FakeFacade(seconds)

    launch(Settings(home, usable_cores()), port, open_assistant=None if real else open_fake)


if __name__ == "__main__":
    _serve(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]), sys.argv[5] == "1")
