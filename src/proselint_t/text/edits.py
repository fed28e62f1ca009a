"""Changes of a text as values: an edit, a fix made of edits, and how sure we are of it.

Nothing here changes a text in place: :func:`apply_edits` builds a new one.
"""

from __future__ import annotations

from enum import StrEnum
from io import StringIO
from sys import intern
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Item = TypeVar("Item")


class Applicability(StrEnum):
    """Whether a fix may be applied: always, on request, or never (it is only shown)."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"

    def applies(self, *, unsafe: bool) -> bool:
        """Whether such a fix is applied; ``unsafe``: those on request too."""
        return self is Applicability.SAFE or (unsafe and self is Applicability.UNSAFE)


class Edit(NamedTuple):
    """Replace ``span`` by ``text``. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that only make sense together, sorted and without overlap.

    ``alternatives`` are further replacements of the violation's whole span.
    """

    edits: tuple[Edit, ...]
    title: str
    applicability: Applicability = Applicability.SAFE
    alternatives: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The smallest range that holds every edit."""
        return Span(self.edits[0].span.start, max(edit.span.end for edit in self.edits))

    def shifted(self, by: int) -> Fix:
        """The same with all its places moved."""
        edits = tuple(Edit(edit.span.shifted(by), edit.text) for edit in self.edits)
        return Fix(edits, self.title, self.applicability, self.alternatives)


def replacing(
    place: Span, text: str, applicability: Applicability, alternatives: tuple[str, ...] = ()
) -> Fix:
    """The fix that writes a text over a place of the source; without text it removes what stands there."""
    title = translated("Replace with «%s»", text) if text else translated("Remove")
    return Fix((Edit(place, intern(text)),), intern(title), applicability, alternatives)


def given_up() -> Fix:
    """What stands in place of a fix that nobody has proved harmless, as it would take too long."""
    return Fix((), translated("none, as too many fixes of this text are not harmless"), Applicability.DISPLAY)


def keeping(
    items: list[Item], keeps: Callable[[Sequence[Item], list[Item]], bool], chosen: Sequence[Item] = ()
) -> list[Item]:
    """Those that, beside the ``chosen``, keep what must stay; found by halving when not all do.

    ``keeps`` is asked about some that are chosen, which keep it by themselves, and some that are to be.
    """
    if not items or keeps(chosen, items):
        return items
    if len(items) == 1:
        return []
    middle = len(items) // 2
    first = keeping(items[:middle], keeps, chosen)
    return [*first, *keeping(items[middle:], keeps, [*chosen, *first])]


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """A new text with every edit applied. ``edits`` must not overlap; order does not matter."""
    new = StringIO()
    position = 0
    for edit in sorted(edits):
        if edit.span.start < position:
            raise ValueError(f"edits overlap at offset {edit.span.start}")
        new.write(text[position : edit.span.start])
        new.write(edit.text)
        position = edit.span.end
    new.write(text[position:])
    return new.getvalue()


def moved_by(edits: Iterable[Edit], offset: int) -> int:
    """How far edits in front of an offset move it."""
    before = (edit for edit in edits if edit.span.end <= offset)
    return sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in before)
