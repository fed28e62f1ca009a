"""Writes ``docs/rules.md`` from the rule files: what each rule flags, why, and what it makes of it.

python docs/write_rules.py           write the page
python docs/write_rules.py --check   exit with 1 when it is not current
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from generated import keep

from proselint_t.edits import Applicability
from proselint_t.styles import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rule import Example, RuleMeta

PAGE = Path(__file__).with_name("rules.md")
HEAD = """\
<!-- Written by docs/write_rules.py from the rule files. Do not edit. -->
<!-- proselint-t-disable-file -- the examples break the rules on purpose -->

# Rules

In the examples `⟪ ⟫` marks what is reported, `→` shows the text with its fixes. The rules `review.*` need
an answer, its defects and a reply: see [Defects and edits](review.md#the-reply).
"""
LANGUAGES = {"en": "English sentences", "ru": "Russian sentences", "any": "every sentence"}


def page() -> str:
    """The whole page."""
    catalog = Catalog()
    metas = [catalog.rule(rule).meta for rule in catalog.ids]
    parts = [HEAD]
    for style, rules in groupby(metas, key=lambda meta: meta.style):
        parts.append(f"## {style}\n")
        parts += ["\n".join(section(meta)) for meta in rules]
    return "\n".join(parts)


def section(meta: RuleMeta) -> Iterator[str]:
    yield f"### {meta.id}\n"
    yield f"{' '.join(meta.why.split())}\n"
    yield f"- Severity: {meta.severity}"
    yield f"- Reads: {LANGUAGES[meta.language]}{', not quotations' if meta.quotations == 'skip' else ''}"
    yield f"- Fix: {meta.fix}"
    yield f"- Source: {meta.source}"
    if meta.settings:
        values = ", ".join(f"`{name}` (default `{shown(value)}`)" for name, value in meta.settings.items())
        yield f"- Settings: {values}"
    yield ""
    yield from block("Reported", [one for one in meta.examples if one.spans])
    yield from block("Left alone", [one for one in meta.examples if not one.spans])


def block(title: str, examples: list[Example]) -> Iterator[str]:
    if not examples:
        return
    lines = [line for example in examples for line in lines_of(example)]
    fence = "`" * max(3, 1 + max(run(line) for line in lines))
    yield f"{title}:\n"
    yield f"{fence}text"
    yield from lines
    yield f"{fence}\n"


def lines_of(example: Example) -> Iterator[str]:
    yield marked(example)
    if example.fixed is not None:
        unsafe = " (unsafe)" if example.fix_class is Applicability.UNSAFE else ""
        yield "  → " + example.fixed.replace("\n", "\n    ") + unsafe


def marked(example: Example) -> str:
    """The text with its marks put back; they may nest."""
    marks = sorted([(s.start, 1, "⟪") for s in example.spans] + [(s.end, 0, "⟫") for s in example.spans])
    text = example.text
    for at, _, mark in reversed(marks):
        text = text[:at] + mark + text[at:]
    return text


def run(line: str) -> int:
    """The longest run of backticks in a line."""
    return max((len(list(group)) for char, group in groupby(line) if char == "`"), default=0)


def shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    sys.exit(keep(PAGE, page()))
