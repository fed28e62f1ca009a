"""Runs the examples of the rules of a review: replies, each held against a small answer and its defects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.config import CommandLine, Resolver
from proselint_t.lint.rule_tests import Failure, missing_examples
from proselint_t.replies.revision import Review, revise
from proselint_t.text.messages import translated
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.config import FileSettings
    from proselint_t.rules.rule import Example, RuleMeta

_DOCUMENTS = {
    "answer": """1) «Why is the search slow?»
1.1) The search reads the whole table.
1.2) An index helps, as point 1.1 says.
2) «What do you propose?»
2.1) I will build the index on a copy.
""",
    "defects": """1.
Point: 1.1.
Quote: «the whole table»
Remark: Which table is meant?
Confidence: 90.
""",
}
"""What an example is held against where it does not say otherwise."""
_ALLOWED = ("example.org",)


def run_examples(meta: RuleMeta) -> Iterator[Failure]:
    """The failures of the examples of one rule, and of its file if it has too few of them."""
    for problem in missing_examples(meta):
        yield Failure(meta.id, meta.path, 0, problem)
    settings = _settings()
    for example in meta.examples:
        found = sorted(_found(meta.id, example, settings))
        wanted = [example.text[slice(*span)] for span in example.spans]
        if found != sorted(wanted):
            yield Failure(
                meta.id, meta.path, example.line, translated("expected %s, found %s", wanted, found)
            )


def _settings() -> FileSettings:
    settings = Resolver(CommandLine(isolated=True, preset="answer")).for_file(Path("answer.md"))
    return settings._replace(values={**settings.values, "sources.allow": (_ALLOWED, "examples")})


def _found(rule: str, example: Example, settings: FileSettings) -> Iterator[str]:
    """The marked texts of what the rule reports in the text of an example.

    That is the reply, or the list of defects where the reply stands beside.
    """
    where = "defects" if "reply" in example.beside else "reply"
    texts = {**_DOCUMENTS, **example.beside, where: example.text}
    answer, defects, reply = (Source(texts[name], f"{name}.md") for name in ("answer", "defects", "reply"))
    others = [Source(text, f"source-{index}.md") for index, text in enumerate(example.sources)]
    for finding in revise(Review(answer, defects, reply, others, settings)).findings:
        violation = finding.violation
        if finding.where == where and rule in {violation.rule, violation.group}:
            yield example.text[slice(*violation.span)]
