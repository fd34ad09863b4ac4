"""How a continuation is drawn from the model's probabilities."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import llama_cpp as api


@dataclass(frozen=True)
class Sampling:
    """How a continuation is drawn."""

    max_tokens: int = 60
    temperature: float = 0.0
    """0 takes the likeliest token."""
    top_p: float = 0.95
    seed: int = 7


@contextmanager
def sampler_chain(sampling: Sampling) -> Iterator[object]:
    """llama.cpp's sampler chain for these settings; freed at the end."""
    chain = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
    if sampling.temperature <= 0:
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_greedy())
    else:
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_top_p(sampling.top_p, 1))
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_temp(sampling.temperature))
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_dist(sampling.seed))
    try:
        yield chain
    finally:
        api.llama_sampler_free(chain)
