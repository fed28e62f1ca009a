"""A rule explained to a person at a terminal, or listed for a program: everything from its own file."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from proselint_t.language.registry import ANY
from proselint_t.output.rule_page import facts, fix_shown, marked, presets_of, shown
from proselint_t.rules.files import page_of
from proselint_t.rules.review import REVIEW
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from proselint_t.output.rule_page import RuleText
    from proselint_t.rules.rule import Example, RuleMeta


def explain(told: RuleText) -> Iterator[str]:
    """The lines of an explanation: what, why, examples, settings, what there is to know."""
    meta = told.meta
    yield f"{meta.id} ({meta.severity})"
    yield f"  {told.said}"
    if meta.why and meta.why != told.said:
        yield from ("", *textwrap.wrap(" ".join(meta.why.split()), 88))
    yield from _examples(meta)
    if meta.settings:
        yield from ("", translated("Settings"))
        yield from (f"  {name}: {shown(value)}" for name, value in meta.settings.items())
    if meta.elsewhere:
        yield from ("", translated("Other style guides"))
        for guide, said in meta.elsewhere.items():
            yield from textwrap.wrap(
                f"{guide}: {' '.join(said)}", 88, initial_indent="  ", subsequent_indent="    "
            )
    yield ""
    known = [(name, value) for name, value in _known(meta) if value]
    width = max(11, *(len(name) + 2 for name, _ in known))
    yield from (f"{name:<{width}}{value}" for name, value in known)


def _known(meta: RuleMeta) -> Iterator[tuple[str, str]]:
    yield from facts(meta)
    yield translated("Related"), ", ".join(meta.related)
    yield translated("Page"), page_of(meta)
    yield translated("File"), meta.path
    silence = translated("<!-- proselint-t-disable-next-line %s -- reason -->, or ", meta.id)
    yield translated("Silence"), f"{silence if meta.kind != REVIEW else ''}ignore: [{meta.id}]"


def _examples(meta: RuleMeta) -> Iterator[str]:
    bad = [example for example in meta.examples if example.spans]
    good = [example for example in meta.examples if not example.spans]
    if bad:
        yield from ("", translated("Reported"))
        for example in bad:
            yield from _indented(marked(example))
            if example.fixed is not None:
                yield from _indented(example.fixed, "    → ")
    if good:
        yield from ("", translated("Left alone"))
        for example in good:
            yield from _indented(example.text)


def _indented(text: str, head: str = "  ") -> list[str]:
    first, *rest = text.split("\n")
    return [head + first, *(" " * len(head) + line for line in rest)]


def described(meta: RuleMeta, on: Collection[str]) -> dict[str, Any]:
    """A rule as the data of `rule --output-format json`; ``on`` are the ids of the rules that run."""
    return {
        "id": meta.id,
        "kind": meta.kind,
        "severity": meta.severity.value,
        "message": meta.message,
        "language": ", ".join(meta.languages) or ANY,
        "quotations": meta.quotations,
        "scope": list(meta.scope),
        "fix": meta.fix.value,
        "fixable": fix_shown(meta) != "none",
        "on": meta.id in on,
        "presets": list(presets_of(meta)) if meta.kind != REVIEW else [],
        "why": " ".join(meta.why.split()),
        "source": meta.source,
        "link": meta.link or None,
        "url": page_of(meta) or None,
        "related": list(meta.related),
        "elsewhere": {guide: " ".join(said) for guide, said in meta.elsewhere.items()},
        "settings": dict(meta.settings.items()),
        "examples": [_as_data(example) for example in meta.examples],
        "path": meta.path or None,
    }


def _as_data(example: Example) -> dict[str, Any]:
    """An example: ``reported`` holds pairs of from and to, in code points."""
    return {
        "text": example.text,
        "reported": [list(span) for span in example.spans],
        "fixed": example.fixed,
        "fix": example.fix_class.value,
    }


def one_line(told: RuleText, width: int, on: Collection[str]) -> str:
    """A rule as a line of the list; ``width`` is that of the longest id."""
    meta = told.meta
    running = "+" if meta.id in on else " "
    fix = {"safe": "[*]", "unsafe": "[!]"}.get(fix_shown(meta), "")
    return f"{running} {meta.id:<{width}}  {meta.severity.value:<10} {fix:<3} {told.said}".rstrip()
