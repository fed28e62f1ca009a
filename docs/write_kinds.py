"""Writes ``docs/kinds.md``: every kind of rule and every key of a rule file, with rules that run.

The words are those of the code and the rules those of ``examples/kinds``, which the tests run.

python docs/write_kinds.py           write the page
python docs/write_kinds.py --check   exit with 1 when it is not current
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generated import keep

from proselint_t.language.registry import ANY
from proselint_t.rules.files import Catalog, review_metas
from proselint_t.rules.kinds import KINDS, kind_of
from proselint_t.rules.loader import COMMON
from proselint_t.rules.rule import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.rules.rule import Field

PAGE = Path(__file__).with_name("kinds.md")
EXAMPLES = Path(__file__).parents[1] / "examples" / "kinds"
HEAD = """<!-- Written by docs/write_kinds.py from the code and examples/kinds. Do not edit. -->

# Kinds of rules and their keys

A rule file names its kind under `extends`. [Writing rules](rule-files.md) tells how a file is written and
tested, and a rule runs where a preset, `select` or a folder under `styles`
[names it](configuration.md#which-rules-run). The rules on this page stand in `examples/kinds`:
`proselint-t rules test examples/kinds` runs them.

## Every rule file
"""


def page() -> str:
    """The whole page."""
    used = _used()
    lines = [HEAD, *table(COMMON)]
    for name in KINDS:
        lines += ["", f"## {name}", "", *described(name), *table(kind_of(name).fields), *shown(name, used)]
    return "\n".join(lines) + "\n"


def described(name: str) -> Iterator[str]:
    text = inspect.getdoc(kind_of(name)) or ""
    yield from text.replace("``", "`").splitlines()
    yield ""


def table(fields: Iterable[Field]) -> Iterator[str]:
    """The keys of a kind, those that must be there first."""
    rows = [_row(field) for field in sorted(fields, key=lambda field: not field.required)]
    if rows:
        yield from ("| key | holds | otherwise |", "|---|---|---|", *rows)
    else:
        yield "It has no keys of its own."


def _row(field: Field) -> str:
    choices = f": {', '.join(f'`{one}`' for one in field.choices)}" if field.choices else ""
    holds = f"{field.doc.rstrip('.')}{choices}" if len(field.choices) < len(KINDS) else field.doc.rstrip(".")
    return f"| `{field.name}` | {holds.replace('|', chr(92) + '|')} | {_default(field)} |"


def _default(field: Field) -> str:
    if field.required:
        return "must be there"
    if field.type is FieldType.LANGUAGES:
        return f"`{ANY}`"
    return f"`{str(field.default).lower()}`" if field.default not in ((), {}, "", None, ("",)) else ""


def shown(name: str, used: dict[str, list[str]]) -> Iterator[str]:
    """The examples of a kind, or our own rules of it."""
    paths = sorted(EXAMPLES.glob("*.yaml"), key=lambda path: path.stem)
    files = [path for path in paths if f"extends: {name}\n" in path.read_text(encoding="utf-8")]
    for path in files:
        yield from ("", "```yaml", path.read_text(encoding="utf-8").rstrip(), "```")
    if not files:
        yield from ("", f"Our rules of this kind: {', '.join(used[name])}.")


def _used() -> dict[str, list[str]]:
    catalog, used = Catalog(), dict[str, list[str]]()
    for meta in (*(catalog.rule(rule).meta for rule in sorted(catalog.ids)), *review_metas()):
        used.setdefault(meta.kind, []).append(f"[{meta.id}](rules/{meta.id}.md)")
    return used


if __name__ == "__main__":
    sys.exit(keep(PAGE, page()))
