"""What is said of rules outside their files: the rules of a review, and the page of each rule.

A page is the one that the file of a rule names, or that of our site, whose address is `Documentation`
under `[project.urls]` of the distribution: a build of somebody else's names its own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.rules.files.catalog import bundled_rules, is_bundled
from proselint_t.rules.review import REVIEW, ReviewRule
from proselint_t.text.messages import spoken
from proselint_t.text.speech import SPEAKS
from proselint_t.version import site

if TYPE_CHECKING:
    from proselint_t.rules.rule import Rule, RuleMeta


def review_metas() -> tuple[RuleMeta, ...]:
    """What the files of the rules of a review say, in the language of the run."""
    return tuple(review_rule(rule).meta for rule in ReviewRule)


def review_rule(rule: ReviewRule) -> Rule:
    """A rule of a review, from its file, in the language of the run."""
    return _review_rule(rule, spoken())


@cache
def _review_rule(rule: ReviewRule, _language: str) -> Rule:
    from proselint_t.rules.files.loader import load_rule  # noqa: PLC0415 - `check` runs none of them

    return load_rule((bundled_rules() / rule.value.replace(".", "/")).with_suffix(".yaml"), rule.value)


def page_of(meta: RuleMeta) -> str:
    """The address of the page about a rule, in the language of the run, or an empty text."""
    if meta.link or not site():
        return meta.link
    ours = meta.kind == REVIEW or is_bundled(Path(meta.path))
    folder = "rules" if spoken() == SPEAKS[0] else f"{spoken()}-rules"
    return f"{site()}{folder}/{meta.id}/" if ours and not meta.vale else ""
