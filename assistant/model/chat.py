"""The local model as a LangChain chat model, for the writing path.

Control tokens that a user or a document spells out stay plain characters: only the template's own tokens are control.
The prompt's tokens are a stable prefix from turn to turn, so llama.py evaluates only what is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel, generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from assistant.model.llama import LlamaEngine
from assistant.model.sampling import Sampling

_ROLES = {"human": "user", "ai": "assistant", "system": "system"}
_MARK = "\x00{}\x00"


class LlamaChat(BaseChatModel):
    """Chat with the engine's model. `stop_event` cancels between tokens and during the reading of the prompt."""

    max_tokens: int = 80
    temperature: float = 0.0
    seed: int = 7
    _engine: LlamaEngine = PrivateAttr()
    _stop: Event | None = PrivateAttr(default=None)

    def __init__(self, engine: LlamaEngine, stop_event: Event | None = None, **settings: Any) -> None:
        """`engine` holds the model; one engine may serve several chat models."""
        super().__init__(**settings)
        self._engine = engine
        self._stop = stop_event

    @property
    def _llm_type(self) -> str:
        return "llama-cpp"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model": self._engine.path.name, "max_tokens": self.max_tokens, "temperature": self.temperature}

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        """Pieces of the answer; ends at the first of `stop`, whose text is not part of the answer."""
        prompt = self.prompt_tokens(messages)
        before = self._engine.evaluated
        sampling = Sampling(self.max_tokens, self.temperature, seed=self.seed)
        pieces = _Counted(self._engine.generate(prompt, sampling, self._stop))
        for piece in _until(pieces, stop or []):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
            if run_manager:
                run_manager.on_llm_new_token(piece, chunk=chunk)
            yield chunk
        # Tokens, not pieces shown: what may begin a stop string is held back and shown at once.
        written = pieces.count
        read = max(self._engine.evaluated - before - written, 0)
        usage = UsageMetadata(
            input_tokens=len(prompt),
            output_tokens=written,
            total_tokens=len(prompt) + written,
            input_token_details={"cache_read": max(len(prompt) - read, 0)},
        )
        last = AIMessageChunk(content="", usage_metadata=usage, response_metadata={"finish_reason": "stop"})
        yield ChatGenerationChunk(message=last)

    def prompt_tokens(self, messages: list[BaseMessage]) -> list[int]:
        """The prompt as tokens: the template's parts may hold control tokens, what people wrote may not."""
        template = self._engine.template or _PLAIN
        marked = [
            {"role": _ROLES.get(message.type, "user"), "content": _MARK.format(number)}
            for number, message in enumerate(messages)
        ]
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        rendered = environment.from_string(template).render(
            messages=marked, add_generation_prompt=True, bos_token="", eos_token=""
        )
        tokens = self._engine.tokens("", start=True)
        for number, part in enumerate(rendered.split("\x00")):
            content = number % 2 == 1
            words = str(messages[int(part)].content) if content else part
            tokens += self._engine.tokens(words, control=not content) if words else []
        return tokens


_PLAIN = "{% for m in messages %}{{ m.content }}{% if not loop.last %}{{ '\\n' }}{% endif %}{% endfor %}"
"""For base models without a template: the messages below one another; the model goes on where the last one ends."""


class _Counted:
    """Counts the pieces that pass."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        piece = next(self._pieces)
        self.count += 1
        return piece


def _until(pieces: Iterator[str], stops: list[str]) -> Iterator[str]:
    """The pieces up to the first stop string; holds back what may turn out to be the start of one."""
    held = ""
    longest = max(map(len, stops), default=0)
    for piece in pieces:
        held += piece
        ends = [held.index(stop) for stop in stops if stop in held]
        if ends:
            held = held[: min(ends)]
            break
        safe = len(held) - longest
        if safe > 0:
            yield held[:safe]
            held = held[safe:]
    if held:
        yield held
