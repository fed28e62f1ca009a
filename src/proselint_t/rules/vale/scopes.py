"""Blocks of text, and which a rule reads: of Vale's selectors each part must be one of the block's scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from proselint_t.rules.vale.comments import Comments
    from proselint_t.text.prose import Prose

_NO_LONGER = frozenset({"code", "link", "strong", "emphasis"})


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A stretch of text that rules see at once.

    ``scope`` holds the parts of its name (``text``, ``heading``, ``h2``, ``md``), ``parent`` those without
    the cut into sentences and paragraphs; ``comments`` is what comments silence at its end.
    """

    scope: tuple[str, ...]
    prose: Prose
    comments: Comments
    parent: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.prose.text


@dataclass(frozen=True, slots=True)
class _Part:
    names: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """Alternatives of parts joined by `&`."""

    options: tuple[tuple[_Part, ...], ...]

    @classmethod
    def read(cls, selectors: tuple[str, ...]) -> Scope:
        return cls(tuple(tuple(map(_part, selector.split("&"))) for selector in selectors))

    def takes(self, block: TextBlock) -> bool:
        """Whether the rule reads a block."""
        return any(all(_takes(part, block) for part in option) for option in self.options)

    @property
    def is_raw(self) -> bool:
        """Whether it takes the source as it is written, and no block that is read in it."""
        return all(
            any("raw" in part.names and not part.negated for part in option) for option in self.options
        )

    def names(self, name: str) -> bool:
        """Whether any selector says a name."""
        return any(name in part.names for option in self.options for part in option)


def problem(selector: str) -> str | None:
    """What is wrong with a selector, if anything."""
    if "&" in selector:
        return None
    name = selector.removeprefix("~").split(".")[0]
    if name in _NO_LONGER:
        return translated("the scope «%s» is no longer one of Vale's: write «raw»", name)
    return translated("the scope «%s» contains spaces", name) if " " in name else None


def _part(text: str) -> _Part:
    text = text.strip()
    names = frozenset(name.strip() for name in text.removeprefix("~").split("."))
    return _Part(names, text.startswith("~"))


def _takes(part: _Part, block: TextBlock) -> bool:
    if not part.negated:
        return part.names <= set(block.scope)
    if part.names <= set(block.parent):
        return False
    return not {"raw", "summary"} & set(block.scope)
