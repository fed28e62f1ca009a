"""The examples of a rule file: texts with the places of violations marked by ``⟪ ⟫``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.rules.files.settings import read_settings
from proselint_t.rules.rule import Example
from proselint_t.text.edits import Applicability
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proselint_t.yaml.nodes import Node

BESIDE = ("answer", "defects", "reply")
"""Documents beside the text of an example of a review."""
KEYS = ("bad", "good", "fixed", "fix", "preset", "settings", "sources", *BESIDE)
_MARK = pattern("[⟪⟫]")


def read_example(node: Node, settings: Iterable[str]) -> Example:
    """One example. ``settings`` are the names of those that the rule has.

    Raises when it has both or none of ``bad`` and ``good``, or marks without partner.
    """
    node.refuse_unknown(KEYS)
    keys = node.mapping()
    if ("bad" in keys) == ("good" in keys):
        raise node.problem(translated("an example is either bad or good"))
    if "settings" in keys:
        keys["settings"].refuse_unknown(settings)
    marked = keys.get("bad") or keys["good"]
    text, spans = unmarked(marked)
    if ("bad" in keys) != bool(spans):
        raise marked.problem(translated("a bad example marks each violation by ⟪ ⟫, a good one has none"))
    return Example(
        text=text,
        spans=spans,
        fixed=keys["fixed"].text() if "fixed" in keys else None,
        fix_class=Applicability(keys["fix"].choice(Applicability)) if "fix" in keys else Applicability.SAFE,
        preset=keys["preset"].text() if "preset" in keys else None,
        settings=read_settings(keys["settings"]) if "settings" in keys else {},
        sources=keys["sources"].texts() if "sources" in keys else (),
        beside={name: keys[name].text() for name in BESIDE if name in keys},
        line=node.line,
    )


def unmarked(node: Node) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the spans that they enclosed (they may nest) in order."""
    marked = node.text()
    spans: list[Span] = []
    opened: list[int] = []
    for index, match in enumerate(_MARK.finditer(marked)):
        at = match.start() - index
        if match.group() == "⟪":
            opened.append(at)
        elif not opened:
            raise node.problem("a mark ⟫ without ⟪")
        else:
            spans.append(Span(opened.pop(), at))
    if opened:
        raise node.problem("a mark ⟪ without ⟫")
    return _MARK.sub("", marked), tuple(sorted(spans))
