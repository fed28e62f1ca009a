"""What is said of rules outside their files: the rules of a review, and the page of each rule.

A page is the one that the file of a rule names, or that of our site, whose address is `Documentation`
under `[project.urls]` of the distribution: a build of somebody else's names its own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.rules.files.catalog import bundled_rules
from proselint_t.rules.review import WHY
from proselint_t.rules.rule import RuleMeta, Severity
from proselint_t.text.edits import Applicability
from proselint_t.text.messages import spoken, translated

if TYPE_CHECKING:
    from collections.abc import Iterator

REVIEW = "review"
"""The style, and the kind, of the rules that need an answer, its defects and a reply at once."""


def review_metas() -> Iterator[RuleMeta]:
    """The rules of a review, which have no files, in the form of those that have."""
    for rule, reason in WHY.items():
        why = translated(reason)
        message = f"{why.partition('. ')[0].rstrip('.')}."
        severity = Severity(rule.severity)
        yield RuleMeta(
            rule.value, REVIEW, message, severity, fix=Applicability.DISPLAY, why=why, source="house style"
        )


@cache
def site() -> str:
    """The address of the documentation, with a slash at its end; empty where the build names none."""
    from importlib.metadata import metadata  # noqa: PLC0415 - slow, and most reports need no address

    for entry in metadata("proselint-t").get_all("Project-URL") or ():
        label, _, address = entry.partition(", ")
        if label == "Documentation":
            return f"{address.rstrip('/')}/"
    return ""


def page_of(meta: RuleMeta) -> str:
    """The address of the page about a rule, in the language of the run, or an empty text."""
    if meta.link or not site():
        return meta.link
    ours = meta.kind == REVIEW or Path(meta.path).is_relative_to(bundled_rules())
    folder = "rules" if spoken() == "en" else f"{spoken()}-rules"
    return f"{site()}{folder}/{meta.id}/" if ours and not meta.vale else ""
