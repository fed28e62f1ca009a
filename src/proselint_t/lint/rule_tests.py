"""Runs the examples of rule files: they are the specification of a rule.

Each example must be reported exactly where it is marked and be fixed exactly as it says. The same texts
are then disturbed in ways that must not matter (metamorphic checks).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proselint_t.document import parse
from proselint_t.lint.fixer import fix
from proselint_t.lint.linter import lint
from proselint_t.rules.matching.scope import is_raw
from proselint_t.rules.rule import ActiveRule
from proselint_t.text.edits import Applicability
from proselint_t.text.marks import in_fence
from proselint_t.text.messages import translated
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rules.rule import Example, Rule, RuleMeta, Violation

_ANSWER = {"paragraph": "line"}
"""Examples show answers, unless they say otherwise."""
_HEADING = "# Heading\n\n"


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold. ``line`` counts from 1 in the rule file; 0 stands for the file."""

    rule: str
    path: str
    line: int
    problem: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.rule}: {self.problem}"


def said_of(rule: Rule) -> str:
    """What a rule says of its first example: its message with words filled in."""
    meta = rule.meta
    bad = next((example for example in meta.examples if example.spans), None)
    found = ExampleTrial(rule, bad).violations(bad.text) if bad is not None else ()
    return found[0].message if found else meta.template


def run_examples(rule: Rule) -> Iterator[Failure]:
    """The failures of one rule's examples, and of the rule file if it has too few of them."""
    meta = rule.meta
    for problem in missing_examples(meta):
        yield Failure(meta.id, meta.path, 0, problem)
    for example in meta.examples:
        for problem in _problems(ExampleTrial(rule, example)):
            yield Failure(meta.id, meta.path, example.line, problem)


def missing_examples(meta: RuleMeta) -> Iterator[str]:
    """What the examples of a rule file lack."""
    examples = meta.examples
    if not any(example.spans for example in examples):
        yield translated("no bad example")
    if all(example.spans for example in examples):
        yield translated("no good example")


def _problems(trial: ExampleTrial) -> Iterator[str]:
    found = trial.spans(trial.example.text)
    wanted = [(span.start, span.end) for span in trial.example.spans]
    if found != wanted:
        yield translated(
            "expected %s, found %s", _shown(trial.example.text, wanted), _shown(trial.example.text, found)
        )
        return
    yield from _fix_problems(trial)
    for disturb in (_heading, _crlf, _fence):
        yield from disturb(trial)


def _fix_problems(trial: ExampleTrial) -> Iterator[str]:
    example = trial.example
    fixed = trial.fixed(example.text)
    wanted = example.text if example.fixed is None else example.fixed
    if fixed != wanted:
        yield translated("expected the fixed text %s, found %s", repr(wanted), repr(fixed))
    elif trial.fixed(fixed) != fixed:
        yield translated("fixing twice is not fixing once")


def _heading(trial: ExampleTrial) -> Iterator[str]:
    """A heading in front shifts every place."""
    if trial.example.text.startswith("---"):
        return
    found = trial.spans(_HEADING + trial.example.text)
    shifted = [(start + len(_HEADING), end + len(_HEADING)) for start, end in trial.example.spans]
    if found != shifted:
        yield translated("a heading in front changes what is found")


def _crlf(trial: ExampleTrial) -> Iterator[str]:
    """Windows newlines change nothing but offsets."""
    text = trial.example.text.replace("\n", "\r\n")
    found = [_without_returns(text, span) for span in trial.spans(text)]
    if found != [tuple(span) for span in trial.example.spans]:
        yield translated("\\r\\n instead of \\n changes what is found")


def _fence(trial: ExampleTrial) -> Iterator[str]:
    """A fence around the text silences it, unless the rule reads the source itself."""
    if is_raw(trial.active.rule.meta.scope):
        return
    if trial.spans(f"{in_fence(trial.example.text)}\n"):
        yield translated("a fence around the text does not silence the rule")


def _without_returns(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    return start - text.count("\r", 0, start), end - text.count("\r", 0, end)


def _shown(text: str, spans: list[tuple[int, int]]) -> str:
    return ", ".join(
        translated("%s at %s", repr(text[start:end]), start) for start, end in spans
    ) or translated("nothing")


class ExampleTrial:
    """One example with its rule, set up as the example wants it."""

    def __init__(self, rule: Rule, example: Example) -> None:
        self.rule = rule
        self.example = example
        self.sources = tuple(parse(Source(text)) for text in example.sources)
        defaults = {key: value for key, value in _ANSWER.items() if key in rule.meta.settings}
        if example.preset is not None and example.preset != "answer":
            defaults = {}
        self.active = ActiveRule(rule, {**rule.meta.settings, **defaults, **example.settings})

    def violations(self, text: str) -> tuple[Violation, ...]:
        known = [self.active.rule.meta.id]
        return lint(parse(Source(text)), [self.active], sources=self.sources, known=known)

    def spans(self, text: str) -> list[tuple[int, int]]:
        return [(found.span.start, found.span.end) for found in self.violations(text)]

    def fixed(self, text: str) -> str:
        unsafe = self.example.fix_class is not Applicability.SAFE
        return fix(Source(text), [self.active], unsafe=unsafe).source.text
