"""What two steps of a bundle say differently: their documents, points and symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proselint_t.notation.model import spelled
from proselint_t.notation.navigation import headings_with_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.notation.bundle import Bundle
    from proselint_t.notation.model import Page


class Difference(NamedTuple):
    """``change`` is `+`, `-` or `~`; ``what`` is `document`, `point` or `symbol`.

    ``line`` counts from 1, in the newer step, of what is gone in the older one.
    """

    change: str
    what: str
    document: str
    name: str
    line: int


def differences(old: Bundle, new: Bundle) -> list[Difference]:
    """By document in the order of reading, then by kind, then by line."""
    before, after = ({page.name: page for page in bundle.pages} for bundle in (old, new))
    found: list[Difference] = []
    for name in dict.fromkeys([*before, *after]):
        if name in before and name in after:
            found += _between(before[name], after[name])
        else:
            found.append(Difference("+" if name in after else "-", "document", name, "", 1))
    return found


def _between(old: Page, new: Page) -> Iterator[Difference]:
    for what, before, after in (
        ("point", _points(old), _points(new)),
        ("symbol", _symbols(old), _symbols(new)),
    ):
        changes = sorted(_changes(before, after), key=lambda change: change[2])
        yield from (Difference(sign, what, new.name, name, line) for sign, name, line in changes)


def _changes(
    before: Mapping[str, tuple[str, int]], after: Mapping[str, tuple[str, int]]
) -> Iterator[tuple[str, str, int]]:
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            yield "-", name, before[name][1]
        elif name not in before:
            yield "+", name, after[name][1]
        elif before[name][0] != after[name][0]:
            yield "~", name, after[name][1]


def _points(page: Page) -> dict[str, tuple[str, int]]:
    """Point → its own text and its line. Points of one number are one."""
    found: dict[str, tuple[str, int]] = {}
    for heading, span in headings_with_text(page):
        name = f"§{spelled(heading.number)}"
        before = found.get(name)
        line = before[1] if before else page.source.position(heading.span.start).line
        text = page.source.text[slice(*span)].rstrip()
        found[name] = ((before[0] if before else "") + text, line)
    return found


def _symbols(page: Page) -> dict[str, tuple[str, int]]:
    """Symbol with its scope and parameters → its meanings and the line of the first."""
    found: dict[str, tuple[str, int]] = {}
    for known in page.definitions:
        if known.body is None:
            continue
        scopes = ", ".join(map(str, known.scopes))
        signature = f"({known.signature})" if known.signature else ""
        name = f"{known.name}{signature}" + (f"[{scopes}]" if scopes else "")
        before = found.get(name)
        line = before[1] if before else page.source.position(known.span.start).line
        found[name] = ((f"{before[0]}\0" if before else "") + known.body, line)
    return found
