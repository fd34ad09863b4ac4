"""The local model: scores given sentences and continues a text, token by token.

One model, one context, one lock. Sequence 0 holds the text evaluated last, so that a longer version of it
costs only what is new; candidates are scored as sequences 1..n of one batch that share sequence 0's cells.
Uses llama.cpp's C interface directly: the high-level class keeps 0.5 GB of scores that nothing here reads.
Knows nothing of dialogues, prompts or Dutch.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock

import llama_cpp as api
import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.model.sampling import Sampling, sampler_chain

_BATCH = 256
"""Tokens per evaluation call: small enough to stop within a fraction of a second."""
_LOGIT_ROWS = 64
"""Rows of logits asked for at once: 64 rows over a vocabulary of 262,144 are 67 MB."""


Row = NDArray[np.float32]
"""One logit per word of the vocabulary."""


class Stopped(Exception):
    """The user asked to stop; what was evaluated so far stays valid."""


class LlamaEngine:
    """A GGUF model in memory. Thread-safe: one call at a time, others wait."""

    def __init__(self, path: Path, threads: int, context: int = 2048, parallel: int = 12) -> None:
        """Load `path`. `context` is in tokens, `parallel` the most candidates per batch.

        Raises ModelError when the file can't be loaded.
        """
        self.path = path
        self.context = context
        self.parallel = parallel
        self.evaluated = 0
        """Tokens evaluated since loading: the counter behind the benchmark."""
        self._lock = Lock()
        self._held: list[int] = []
        self._stop: Event | None = None
        api.llama_log_set(_QUIET, None)
        api.llama_backend_init()
        self._model = api.llama_model_load_from_file(str(path).encode(), _model_params())
        if not self._model:
            raise ModelError("model-laadt-niet", bestand=path.name)
        self._vocab = api.llama_model_get_vocab(self._model)
        self._ctx = api.llama_init_from_model(self._model, self._params(threads))
        if not self._ctx:
            api.llama_model_free(self._model)
            raise ModelError("model-laadt-niet", bestand=path.name)
        self._memory = api.llama_get_memory(self._ctx)
        self._words = api.llama_vocab_n_tokens(self._vocab)
        self._batch = api.llama_batch_init(_BATCH, 0, 1)
        self._abort = api.ggml_abort_callback(lambda _: bool(self._stop and self._stop.is_set()))
        api.llama_set_abort_callback(self._ctx, self._abort, None)

    def _params(self, threads: int) -> api.llama_context_params:
        params: api.llama_context_params = api.llama_context_default_params()
        params.n_ctx = self.context
        params.n_batch = params.n_ubatch = _BATCH
        params.n_seq_max = self.parallel + 1
        params.kv_unified = True
        params.n_threads = params.n_threads_batch = threads
        return params

    @property
    def template(self) -> str | None:
        """The model's own chat template (Jinja), if it has one."""
        raw = api.llama_model_chat_template(self._model, None)
        return raw.decode() if raw else None

    def tokens(self, text: str, *, control: bool = False, start: bool = False) -> list[int]:
        """Token ids of `text`. Unless `control`, control tokens spelled out in it are plain characters."""
        data = text.encode("utf-8", errors="replace")
        room = len(data) + 8
        out = (api.llama_token * room)()
        count = api.llama_tokenize(self._vocab, data, len(data), out, room, start, control)
        return list(out[:count])

    def score(
        self, prompt: Sequence[int], candidates: Sequence[Sequence[int]], stop: Event | None = None
    ) -> list[float]:
        """log P(candidate | prompt) in nats, for each candidate.

        The prompt is kept for the next call; only what differs from the last prompt is evaluated.
        Raises Stopped when `stop` is set, ModelError when the prompt does not fit.
        """
        with self._working(stop):
            first = self._log_softmax(self._hold(prompt))
            scores: list[float] = []
            for group in _groups(candidates, self.parallel):
                scores += self._score_group(first, group)
            return scores

    def generate(self, prompt: Sequence[int], sampling: Sampling, stop: Event | None = None) -> Iterator[str]:
        """Continue `prompt`, a piece of text at a time, until the model ends or `max_tokens`.

        Closing the iterator or setting `stop` ends it between two tokens.
        """
        with self._working(stop), sampler_chain(sampling) as sampler:
            self._hold(prompt)
            pending = b""
            for _ in range(sampling.max_tokens):
                token = api.llama_sampler_sample(sampler, self._ctx, -1)
                if api.llama_vocab_is_eog(self._vocab, token):
                    return
                pending += self._piece(token)
                text = pending.decode("utf-8", errors="ignore")
                if text:
                    yield text
                    pending = pending[len(text.encode()) :]
                if stop and stop.is_set():
                    return
                self._extend([token])

    def close(self) -> None:
        """Free the model's memory; the engine can't be used afterwards."""
        with self._lock:
            api.llama_batch_free(self._batch)
            api.llama_free(self._ctx)
            api.llama_model_free(self._model)

    @contextmanager
    def _working(self, stop: Event | None) -> Iterator[None]:
        with self._lock:
            self._stop = stop
            try:
                yield
            finally:
                self._stop = None

    def _hold(self, prompt: Sequence[int]) -> Row:
        """Make sequence 0 equal `prompt`; returns the logits after its last token."""
        if len(prompt) >= self.context - _BATCH:
            raise ModelError("te-lang-voor-model", tokens=len(prompt))
        # The last token is always evaluated again: its logits are not kept.
        shared = min(_common(self._held, prompt), len(prompt) - 1)
        api.llama_memory_seq_rm(self._memory, 0, shared, -1)
        self._held = list(prompt[:shared])
        self._extend(prompt[shared:])
        return self._logits(-1)

    def _extend(self, tokens: Sequence[int]) -> None:
        for begin in range(0, len(tokens), _BATCH):
            part = tokens[begin : begin + _BATCH]
            base = len(self._held)
            rows = [(token, base + i, 0, i == len(part) - 1) for i, token in enumerate(part)]
            self._decode(rows)
            self._held += part

    def _score_group(self, first: Row, group: list[Sequence[int]]) -> list[float]:
        """Scores of candidates that fit in one batch; `first` holds log P of their first tokens."""
        base, rows = len(self._held), []
        for seq, candidate in enumerate(group, start=1):
            api.llama_memory_seq_cp(self._memory, 0, seq, 0, -1)
            # The last token of a candidate predicts nothing that we ask for.
            rows += [(token, base + i, seq, True) for i, token in enumerate(candidate[:-1])]
        try:
            if len(rows) > _BATCH:
                raise ModelError("te-lang-voor-model", tokens=len(rows))
            if rows:
                self._decode(rows)
            scores, row = [], 0
            for candidate in group:
                total = float(first[candidate[0]])
                for token in candidate[1:]:
                    total += self._log_probability(row, token)
                    row += 1
                scores.append(total)
            return scores
        finally:
            for seq in range(1, len(group) + 1):
                api.llama_memory_seq_rm(self._memory, seq, -1, -1)

    def _decode(self, rows: Sequence[tuple[int, int, int, bool]]) -> None:
        """Evaluate (token, position, sequence, wants logits) rows."""
        batch = self._batch
        batch.n_tokens = len(rows)
        for i, (token, position, sequence, wanted) in enumerate(rows):
            batch.token[i], batch.pos[i] = token, position
            batch.n_seq_id[i], batch.seq_id[i][0] = 1, sequence
            batch.logits[i] = wanted
        code = api.llama_decode(self._ctx, batch)
        if code == 2 or (self._stop and self._stop.is_set()):
            # What an abort left behind is dropped by the next _hold.
            api.llama_memory_seq_rm(self._memory, -1, len(self._held), -1)
            raise Stopped
        if code != 0:
            raise ModelError("model-faalt", code=code)
        self.evaluated += len(rows)

    def _logits(self, row: int) -> Row:
        pointer = api.llama_get_logits_ith(self._ctx, row)
        return np.ctypeslib.as_array(pointer, shape=(self._words,))

    def _log_probability(self, row: int, token: int) -> float:
        logits = self._logits(row)
        return float(logits[token]) - _log_sum(logits)

    def _log_softmax(self, logits: Row) -> Row:
        return logits - np.float32(_log_sum(logits))

    def _piece(self, token: int) -> bytes:
        out = ctypes.create_string_buffer(64)
        size = api.llama_token_to_piece(self._vocab, token, out, 64, 0, False)
        return out.raw[: max(size, 0)]


def _model_params() -> api.llama_model_params:
    params: api.llama_model_params = api.llama_model_default_params()
    # With AMX, llama.cpp's repacked weights crash the process on virtual machines that announce AMX without giving
    # it (seen with 0.3.36); without the extra buffers every processor works.
    params.use_extra_bufts = b"AMX_INT8 = 1" not in api.llama_print_system_info()
    return params


def _log_sum(logits: Row) -> float:
    top = logits.max()
    return float(top) + float(np.log(np.exp(logits - top).sum()))


def _groups(candidates: Sequence[Sequence[int]], most: int) -> Iterator[list[Sequence[int]]]:
    """Cut the candidates into groups that fit one batch of logits."""
    group: list[Sequence[int]] = []
    rows = 0
    for candidate in candidates:
        if group and (len(group) == most or rows + len(candidate) > _LOGIT_ROWS):
            yield group
            group, rows = [], 0
        group.append(candidate)
        rows += len(candidate)
    if group:
        yield group


def _common(one: Sequence[int], two: Sequence[int]) -> int:
    """Length of the prefix that both share."""
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count


_QUIET = api.llama_log_callback(lambda level, text, data: None)
"""Sends the log nowhere. For the process: llama.cpp calls it as long as any model lives."""
