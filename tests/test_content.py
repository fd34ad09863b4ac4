"""What ships under prompts/ and knowledge/ loads, fits together, and a fault in it names file and line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assistant.content.articles import load_articles
from assistant.content.bank import Question, QuestionFile, load_bank
from assistant.content.flows import Flow, Stage, check_flow, flow_files, load_flows
from assistant.content.methods import load_methods
from assistant.content.strictyaml import load_yaml, parse_yaml
from assistant.content.texts import TextFile, check_texts, text, wordings
from assistant.dialogue.safety import SafetyRules
from assistant.dialogue.signals import load_signals
from assistant.errors import ContentError
from assistant.guard import check_question, check_reply
from assistant.guard.content import question_form, rules, words
from assistant.jobs.checklist_points import load_points
from assistant.model.catalogue import catalogue
from assistant.settings import content_dir

ROOT = content_dir()
FLOW = (ROOT / "prompts" / "flows" / "eigen-verzet.yaml").read_text(encoding="utf-8")
STAGES = [pytest.param(stage, id=f"{flow.id}:{stage.id}") for flow in load_flows().values() for stage in flow.stages]
TALKING = [param for param in STAGES if not param.values[0].collects]  # type: ignore[union-attr]
ERRORS = ("InputError", "DocumentError", "ModelError", "KnowledgeError", "VaultError")


# Everything loads


def test_every_content_file_loads() -> None:
    assert len(load_flows()) == len(flow_files()) >= 3
    assert load_signals().signals
    assert load_methods().methods
    assert load_points().points
    assert catalogue().models
    assert rules()
    assert words().moods
    assert question_form()
    assert load_yaml(ROOT / "prompts" / "safety.yaml", SafetyRules).groups
    assert {path.name for path in check_texts()} >= {"errors.yaml", "cli.yaml", "safety.yaml", "signals.yaml"}


def test_every_signal_has_its_text_and_every_flow_its_own_file_name() -> None:
    assert all(wordings(f"signals.{signal.id}") for signal in load_signals().signals)
    assert [path.stem for path in flow_files()] == list(load_flows())


# A fault names file and line


def fault(source: str, tmp_path: Path) -> ContentError:
    path = tmp_path / "proef.yaml"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        check_flow(path)
    assert str(path) in str(caught.value)
    assert f"regel {caught.value.line}:" in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "at", "word"),
    [
        ("minutes: 15", "minutes: 15\nsoort: x", "soort: x", "'soort' is onbekend"),
        ("    pace: rustig\n", "    pace: rustig\n    kleur: rood\n", "    kleur: rood", "'kleur' is onbekend"),
        ("minutes: 15\n", "", "id: eigen-verzet", "'minutes' ontbreekt"),
        ('    title: "Oogst"\n', "", "  - id: oogst", "'title' ontbreekt"),
        ("pace: rustig", "pace: snel", "    pace: snel", "'rustig' of 'gewoon'"),
        ("questions: 2", "questions: 99", "    questions: 99", "questions"),
        ("minutes: 15", "minutes: veel", "minutes: veel", "minutes"),
        ("[verzet, onderstroom]", "[verzet, taart]", "    themes: [verzet, taart]", "themes"),
        ("    moves: [oogst, leren]", "    moves: []", "  - id: oogst", "'moves'"),
        ("    moves: [oogst, leren]", "    moves: [oogst, leren]\n    answer: score", "  - id: oogst", "'woorden'"),
        ("Welke woorden van", "Welke $woorden van", "  - id: oogst", "$dit"),
        ("minutes: 15", "minutes: 15\nminutes: 16", "minutes: 16", "'minutes' staat er twee keer"),
        ("    pace: rustig\n", "    pace: rustig\n    goal: x\n", "    goal: x", "'goal' staat er twee keer"),
        ('"Eigen verzet"', '"Eigen" verzet', 'title: "Eigen" verzet', "YAML"),
        ("  - id: oogst", "  - id: moment", "id: eigen-verzet", "twee stappen"),
        ("[W3, W7]", "[W3, Z9]", "id: eigen-verzet", "Z9"),
    ],
)
def test_a_fault_in_a_flow_names_file_and_line(tmp_path: Path, old: str, new: str, at: str, word: str) -> None:
    source = FLOW.replace(old, new, 1)
    assert source != FLOW
    lines = source.splitlines()
    wanted = len(lines) - lines[::-1].index(at) if at in lines else 0
    found = fault(source, tmp_path)
    assert found.line == wanted
    assert word in found.reason


@pytest.mark.parametrize("source", ["", "- a\n- b", "los woord", "id: 1\n"])
def test_a_file_that_is_no_flow_is_refused_at_its_first_line(tmp_path: Path, source: str) -> None:
    assert fault(source, tmp_path).line == 1


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path: Path) -> None:
    binary = tmp_path / "binair.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (binary, tmp_path / "weg.yaml", tmp_path):
        with pytest.raises(ContentError) as caught:
            check_flow(path)
        assert str(path) in str(caught.value)
        assert caught.value.line == 1


@pytest.mark.parametrize(
    "value", ["2001-99-99", "!!int nee", "0x_", "1" * 5000, "&a [*a]", "[" * 3000 + "]" * 3000, "{[a]: b}", "\0", "@"]
)
def test_odd_yaml_is_a_content_error_too(tmp_path: Path, value: str) -> None:
    fault(FLOW.replace("minutes: 15", f"minutes: {value}"), tmp_path)


@hypothesis_settings(max_examples=200, deadline=None)
@given(st.text() | st.text(alphabet="abi:- \n[]{}'\"&*!?#|>,0159_\t"))
def test_any_text_as_yaml_is_loaded_or_refused_with_a_line_that_exists(source: str) -> None:
    refused = None
    try:
        parse_yaml(source, TextFile, Path("proef.yaml"))
    except ContentError as error:
        refused = error
    if refused:
        assert refused.file == "proef.yaml"
        assert 1 <= refused.line <= len(re.split("[\n\r\x85\u2028\u2029]", source)) + 1


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ("{text: 'Dag $naam.'}", "naam"),
        ("{text: 'Dag.', variables: [naam]}", "naam"),
        ("{text: 'Dag $naam.', variables: [nam]}", "nam"),
        ("{variants: ['Dag $naam.', 'Dag.'], variables: [naam]}", "naam"),
        ("{text: 'a.', variants: ['b.']}", "variants"),
        ("{variables: []}", "variants"),
        ("{tekst: 'a.'}", "tekst"),
    ],
)
def test_a_text_that_does_not_use_what_it_declares_names_file_and_line(entry: str, word: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_yaml(f"goed:\n  text: 'Dag.'\nfout: {entry}\n", TextFile, Path("proef.yaml"))
    assert caught.value.file == "proef.yaml"
    assert caught.value.line == 3
    assert word in caught.value.reason


@pytest.mark.parametrize(
    ("key", "variables"),
    [
        ("errors.bericht-te-lang", {}),
        ("errors.bericht-te-lang", {"getal": 5}),
        ("errors.bericht-te-lang", {"aantal": 5, "naam": "x"}),
        ("errors.gesprek-klaar", {"naam": "x"}),
        ("errors.bestaat-niet", {}),
    ],
)
def test_a_text_asked_for_with_the_wrong_variables_names_the_file(key: str, variables: dict[str, object]) -> None:
    with pytest.raises(ContentError, match=r"prompts/texts/errors\.yaml"):
        text(key, 0, **variables)


def test_a_text_is_filled_and_its_wordings_turn() -> None:
    assert "20000 tekens" in text("errors.bericht-te-lang", aantal=20000)
    assert text("errors.bericht-te-lang", aantal="$x")
    several = wordings("signals.stilte")
    assert len(several) > 1
    assert [text("signals.stilte", turn) for turn in range(2 * len(several))] == [*several, *several]


# Questions


def test_there_are_at_least_six_hundred_questions() -> None:
    assert len(load_bank()) >= 600


def test_every_question_passes_the_guard() -> None:
    refused = {question.id: check_question(question.text).breaches for question in load_bank().values()}
    assert {key: breaches for key, breaches in refused.items() if breaches} == {}


def test_no_two_questions_have_the_same_words() -> None:
    plain: dict[str, str] = {}
    for question in load_bank().values():
        key = " ".join(re.findall(r"\w+", question.text.lower()))
        assert plain.setdefault(key, question.id) == question.id


def fitting(stage: Stage) -> list[Question]:
    return [
        question
        for question in load_bank().values()
        if "alleen" in question.forms
        and question.stage in stage.phases
        and set(question.themes) & set(stage.themes)
        and set(question.moves) & set(stage.moves)
    ]


@pytest.mark.parametrize("stage", TALKING)
def test_every_step_has_questions_enough(stage: Stage) -> None:
    assert len(fitting(stage)) >= 6


@pytest.mark.parametrize("stage", TALKING)
def test_every_step_has_questions_that_presume_nothing(stage: Stage) -> None:
    assert len([question for question in fitting(stage) if not question.needs]) >= 4


@pytest.mark.parametrize("stage", STAGES)
def test_the_words_of_every_step_pass_the_guard(stage: Stage) -> None:
    # The item of an `each` step: a question of a contract point, or the user's own words.
    said = "Wat doen jullie als het schuurt?" if stage.ask == "$dit" else "de planning van maandag"
    asked = Template(stage.ask).safe_substitute(dit=said)
    assert check_question(asked).ok
    assert check_reply(said, asked).ok


def test_a_question_of_another_theme_or_an_unknown_method_is_refused() -> None:
    good = (ROOT / "prompts" / "questions" / "verzet.yaml").read_text(encoding="utf-8")
    for old, new in (("theme: verzet", "theme: rol"), ("sources: [W3]", "sources: [Z9]"), ("zacht", "lief")):
        with pytest.raises(ContentError):
            parse_yaml(good.replace(old, new, 1), QuestionFile, Path("verzet.yaml"))


# Methods and articles


def test_every_method_has_its_article() -> None:
    articles = {article.id for article in load_articles()}
    assert {method.id: method.article for method in load_methods().methods if method.article not in articles} == {}


def test_there_are_at_least_thirty_five_articles_of_a_readable_length() -> None:
    lengths = {article.id: len(article.body.split()) for article in load_articles()}
    assert len(lengths) >= 35
    assert {key: count for key, count in lengths.items() if not 150 <= count <= 400} == {}


# Keys in the source


class Use(NamedTuple):
    """A literal key in the source."""

    where: str
    key: str
    variables: frozenset[str] | None
    """None where they are made as the program runs."""


def literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def uses(*names: str, under: str = "") -> Iterator[Use]:
    """Calls of `names` with a literal key, in assistant/ and evals/ or a part of them."""
    for path in [*sorted((ROOT / "assistant").rglob("*.py")), *sorted((ROOT / "evals").rglob("*.py"))]:
        shown = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if shown.startswith(under) else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
                given_names = [keyword.arg for keyword in node.keywords if keyword.arg != "variant"]
                known = frozenset(name for name in given_names if name) if None not in given_names else None
                for key in literals(node.args[0]):
                    yield Use(f"{shown}:{node.lineno}", key, known)


def entries(name: str) -> dict[str, Any]:
    return load_yaml(ROOT / "prompts" / "texts" / f"{name}.yaml", TextFile).root


def wrong(found: list[Use]) -> list[str]:
    """What is wrong with uses whose keys are 'file.id'."""
    faults = []
    for use in found:
        file, _, name = use.key.partition(".")
        entry = entries(file).get(name)
        if entry is None:
            faults.append(f"{use.where}: {use.key} is no text")
        elif use.variables is not None and use.variables != entry.variables:
            faults.append(f"{use.where}: {use.key} wants {sorted(entry.variables)}, gets {sorted(use.variables)}")
    return faults


def test_every_text_that_the_source_names_exists_with_these_variables() -> None:
    found = list(uses("text"))
    found += [use._replace(key=f"cli.{use.key}") for use in uses("say", under="assistant/cli/")]
    found += [use._replace(key=f"questionset.{use.key}") for use in uses("_label", under="assistant/jobs/questionset")]
    assert len(found) > 80
    assert wrong(found) == []


def test_every_text_named_for_its_wordings_exists() -> None:
    assert all(wordings(use.key) for use in uses("wordings"))


def test_every_error_that_the_source_raises_has_its_sentence_with_these_variables() -> None:
    found = [use._replace(key=f"errors.{use.key}") for use in uses(*ERRORS)]
    assert len(found) > 60
    assert wrong(found) == []


def test_every_error_sentence_is_used() -> None:
    files = [path for part in ("assistant", "evals") for path in sorted((ROOT / part).rglob("*.py"))]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [key for key in entries("errors") if f'"{key}"' not in source and f"errors.{key}" not in source] == []


# Tone


def test_every_error_is_one_calm_sentence() -> None:
    said = {key: entry.text for key, entry in entries("errors").items()}
    assert [key for key, sentence in said.items() if not sentence.endswith(".") or "!" in sentence] == []
    odd = str(ContentError("a.yaml", 3, "de sleutel 'x' ontbreekt"))
    assert odd.endswith(".")
    assert "!" not in odd


def strings(data: object, but: str = "") -> Iterator[str]:
    """Every text in `data`, but for what stands under the key `but` at its top."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == but:
                continue
            yield from strings(key)
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)
    elif isinstance(data, str):
        yield data


MARKS = {"prompts/guard/language.yaml": "ends"}
"""A key that lists marks to recognise, '!' among them: nothing of it is ever said."""


def test_nothing_that_ships_shouts() -> None:
    shouting = []
    for path in sorted((ROOT / "prompts").rglob("*.yaml")):
        if path.name.startswith("spans") or path.parent.name == "spans":  # there it is the sign for 'not this word'
            continue
        marks = MARKS.get(path.relative_to(ROOT).as_posix(), "")
        for said in strings(yaml.safe_load(path.read_text(encoding="utf-8")), marks):
            # Patterns are no text: they hold lookaheads, and marks that a user may type.
            if "!" in said and "(?" not in said:
                shouting.append(f"{path.name}: {said}")
    shouting += [path.name for path in (ROOT / "knowledge").glob("*.md") if "!" in path.read_text(encoding="utf-8")]
    assert shouting == []


def test_a_flow_is_shown_as_it_was_promised() -> None:
    flow = parse_yaml(FLOW, Flow, Path("eigen-verzet.yaml"))
    assert set(flow.to_json()) == {"id", "title", "audience", "methods", "minutes"}
