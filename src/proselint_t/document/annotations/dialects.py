"""What of a text is no prose, as data: the masks of ``masks.yaml`` and those of a configuration.

A mask says where it may begin by literals, so that a text without its dialect pays a look at single
characters. Nothing here knows Markdown: ``blocks`` and ``inlines`` ask for a mask at a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from contextlib import contextmanager
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.text.budget import spending, timed, without_end
from proselint_t.text.errors import Place, RuleError
from proselint_t.text.messages import translated
from proselint_t.text.packaged import packaged
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


_FRAGMENT = pattern(r"\(\?&(\w+)\)")
_CONTAINER = r"(?:>|(?:[-*+:]|\d{1,9}[.)])(?=[ \t])|\[\^[^\]\n]{1,200}\]:|\[[ xX]\])"
_FIRST = r"(?<=\A\n)"
_END_OF_LINE = r"[ \t]*(?=\n|\Z)"
_BEHIND = pattern(_END_OF_LINE)


class MaskScope(StrEnum):
    BLOCK = "block"
    SPAN = "span"
    TEXT = "text"


class Mask(NamedTuple):
    """A kind of text that is no prose: an entry of ``masks.yaml``, its pattern as ``compiled``."""

    name: str
    dialect: str
    scope: MaskScope
    compiled: re.Pattern[str]
    literals: tuple[str, ...]
    alone: bool = False
    many: bool = False
    far: tuple[str, ...] = ()
    closing: re.Pattern[str] | None = None
    closed: str = ""
    first: bool = False
    """Whether it begins with the text and nowhere else."""
    sign: str = ""
    """Of a text: a pattern that is found in each that holds it."""
    examples: tuple[str, ...] = ()

    def may_begin_at(self, text: str, at: int) -> bool:
        """Whether one of the literals stands at an offset."""
        return text.startswith(self.literals, at)

    def end_at(self, text: str, at: int, closings: Closings | None = None) -> int | None:
        """Where the block or span that begins at an offset ends; ``None`` where none begins.

        ``closings`` are those of the text, where it is long and need not be kept.
        """
        match = self.compiled.match(text, at)
        if match is None or match.end() == at:
            return None
        if self.closing is None:
            return match.end()
        end = (closings or _closings(text)).end(self.closing, match)
        if end is None or self.scope is not MaskScope.BLOCK:
            return end
        behind = _BEHIND.match(text, end)
        return behind.end() if behind else None


class Closings:
    """The closings in one text, looked for once: a thousand beginnings do not read it a thousand times."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[re.Pattern[str], dict[str, list[tuple[int, int]]]] = {}

    def end(self, closing: re.Pattern[str], opening: re.Match[str]) -> int | None:
        """Where the first one behind an opening ends; of those with a group, the first with its word."""
        if closing not in self._found:
            found = self._found[closing] = defaultdict(list)
            for one in closing.finditer(self._text):
                found[_word(one, closing)].append(one.span())
        ends = self._found[closing].get(_word(opening, closing), [])
        at = bisect_left(ends, (opening.end(), 0))
        return ends[at][1] if at < len(ends) else None


@lru_cache(maxsize=32)
def _closings(text: str) -> Closings:
    """Those of one block: of images in each other each has a text of its own."""
    return Closings(text)


def _word(found: re.Match[str], closing: re.Pattern[str]) -> str:
    return found[1] if closing.groups else ""


@cache
def masks() -> tuple[Mask, ...]:
    """Every mask of ``masks.yaml``, in its order."""
    data = packaged(__file__, "masks.yaml")
    return tuple(_mask(entry, data["fragments"]) for entry in data["masks"])


def _mask(entry: dict[str, Any], fragments: Mapping[str, str]) -> Mask:
    scope, text = MaskScope(entry["scope"]), _whole(entry["pattern"], fragments)
    if scope is MaskScope.BLOCK and "closing" not in entry:
        text = f"(?:{text}){_END_OF_LINE}"
    return Mask(
        entry["name"],
        entry["dialect"],
        scope,
        pattern(text, re.MULTILINE if scope is MaskScope.TEXT else 0),
        tuple(entry.get("literals", ())),
        alone="alone" in entry,
        many="many" in entry or "far" in entry,
        far=tuple(entry.get("far", ())),
        closing=pattern(entry["closing"]) if "closing" in entry else None,
        closed=_whole(entry.get("closed", ""), fragments),
        first=entry["pattern"].startswith(r"\A"),
        sign=entry.get("sign", ""),
        examples=tuple(entry["examples"]),
    )


def _whole(pattern: str, fragments: Mapping[str, str]) -> str:
    """A pattern with what its fragments stand for."""
    while _FRAGMENT.search(pattern):
        pattern = _FRAGMENT.sub(lambda found: f"(?:{fragments[found[1]]})", pattern)
    return pattern


class OwnMask:
    """A mask of a configuration. Raises :class:`RuleError` where it does not compile or runs away."""

    many = True
    closing = None

    def __init__(self, scope: MaskScope, pattern: str) -> None:
        import regex  # noqa: PLC0415 - most configurations have no masks of their own

        self._shown = pattern
        if problem := without_end(pattern):
            raise RuleError(translated("the mask «%s»: %s", pattern, problem), Place(key="mask"))
        ended = f"(?:{pattern}){_END_OF_LINE}" if scope is MaskScope.BLOCK else pattern
        try:
            self._compiled = regex.compile(ended, regex.VERSION1 | regex.MULTILINE)
        except (regex.error, RecursionError, OverflowError, MemoryError) as error:
            raise RuleError(
                translated("the mask «%s» does not compile: %s", pattern, error), Place(key="mask")
            ) from None
        with self._limited():
            empty = timed(self._compiled.fullmatch, "")
        if empty:
            raise RuleError(
                translated("the mask «%s» is nothing but an empty text", pattern), Place(key="mask")
            )

    def may_begin_at(self, text: str, at: int) -> bool:
        """Whether to try it at an offset: a pattern of a configuration says nothing of that."""
        return at < len(text)

    def end_at(self, text: str, at: int, _closings: Closings | None = None) -> int | None:
        """Where the block that begins at an offset ends; ``None`` where none begins."""
        with self._limited():
            match = timed(self._compiled.match, text, at)
        return match.end() if match and match.end() > at else None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the mask begins and ends in a text."""
        with self._limited():
            return timed(self._spans, text)

    def _spans(self, text: str, *, timeout: float) -> list[tuple[int, int]]:
        return [match.span() for match in self._compiled.finditer(text, timeout=timeout) if match[0]]

    @contextmanager
    def _limited(self) -> Iterator[None]:
        try:
            with spending(f"the mask {self._shown}"):
                yield
        except TimeoutError as error:
            raise RuleError(
                translated("the mask «%s» %s", self._shown, error), hint=translated("simplify its pattern")
            ) from None


@cache
def own_masks(pairs: tuple[tuple[str, str], ...], scope: MaskScope) -> tuple[OwnMask, ...]:
    """Those of the masks of a configuration (see :attr:`Source.masks`) that have this scope."""
    return tuple(OwnMask(scope, pattern) for name, pattern in pairs if name == scope)


@cache
def _by_first(scope: MaskScope) -> dict[str, tuple[Mask, ...]]:
    """First character → the masks that may begin with it."""
    found: dict[str, list[Mask]] = {}
    for mask in masks():
        if mask.scope is scope:
            for first in dict.fromkeys(literal[0] for literal in mask.literals):
                found.setdefault(first, []).append(mask)
    return {first: tuple(ones) for first, ones in found.items()}


@cache
def _interrupting() -> dict[str, tuple[Mask, ...]]:
    """Those of blocks that may stand directly below a line of text."""
    found = _by_first(MaskScope.BLOCK).items()
    return {first: tuple(mask for mask in ones if not mask.alone) for first, ones in found}


@cache
def _far_openings() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """What may open a block that a line far below ends, and for each literal of what its ends hold one."""
    far = [mask for mask in masks() if mask.far]
    literals = [literal for mask in far for literal in mask.literals]
    ends = {
        literal: frozenset(end for mask in far if mask.may_begin_at(literal, 0) for end in mask.far)
        for literal in literals
    }
    return _openings(far), ends


def far_openings(text: str) -> Iterator[tuple[Span, frozenset[str]]]:
    """The first marks of what may be blocks that a line far below ends; of what an end holds one."""
    openings, ends = _far_openings()
    for opening in _found(openings, text):
        yield opening, ends[text[slice(*opening)]]


def is_ended(block: str) -> bool:
    """Whether a masked block has its end; no line far below may make another block of it.

    The first mask in their order that has an end makes the block.
    """
    for mask in may_begin_block(block[:1], interrupting=False):
        if mask.may_begin_at(block, 0):
            if mask.end_at(block, 0) is not None:
                return True
            if mask.far and not (mask.closed and re.match(mask.closed, block)):
                return False
    return True


@cache
def _long_openings() -> re.Pattern[str]:
    """What may open a block that any line below may close."""
    return _openings(mask for mask in masks() if mask.many and mask.scope is MaskScope.BLOCK)


def long_openings(text: str) -> Iterator[Span]:
    """The first marks of what any line below may close."""
    return _found(_long_openings(), text)


def _found(openings: re.Pattern[str], text: str) -> Iterator[Span]:
    """Where openings stand: the line break in front of a line is what `re` jumps to."""
    return (Span(*match.span("opening")).shifted(-1) for match in openings.finditer(f"\n{text}"))


def _openings(opening: Iterable[Mask]) -> re.Pattern[str]:
    begins = "|".join(
        (f"(?!{mask.closed})" if mask.closed else "") + (_FIRST if mask.first else "") + re.escape(literal)
        for mask in opening
        for literal in mask.literals
    )
    return re.compile(rf"\n[ \t]*(?:{_CONTAINER}[ \t]*)*(?P<opening>{begins})")


def may_begin_block(character: str, *, interrupting: bool) -> tuple[Mask, ...]:
    """The masks of whole lines that may begin with a character, in the middle of a paragraph or not."""
    found = _interrupting() if interrupting else _by_first(MaskScope.BLOCK)
    return found.get(character, ())


def begins_masked_block(line: str) -> bool:
    """Whether a line (no container prefix) is a block of its own that Markdown does not read."""
    found = may_begin_block(line[:1], interrupting=False)
    return bool(found) and any(
        mask.may_begin_at(line, 0) and mask.end_at(line, 0) is not None for mask in found
    )


def span_end(text: str, at: int) -> int | None:
    """Where the masked span that begins at an offset ends; ``None`` where none begins."""
    for mask in _by_first(MaskScope.SPAN).get(text[at], ()):
        end = mask.end_at(text, at) if mask.may_begin_at(text, at) else None
        if end is not None:
            return end
    return None


@cache
def _of_text() -> tuple[tuple[re.Pattern[str], tuple[Mask, ...]], ...]:
    """The masks of texts with the signs of them all: signs of letters apart, since both are slow together."""
    found = [mask for mask in masks() if mask.scope is MaskScope.TEXT]
    groups = [[mask for mask in found if mask.sign[0].isalpha() is letters] for letters in (False, True)]
    return tuple((re.compile("|".join(mask.sign for mask in group)), tuple(group)) for group in groups)


def may_hold_mask(text: str) -> bool:
    """Whether a text holds a sign of what :func:`masks_of_text` finds."""
    return any(signs.search(text) for signs, _ in _of_text())


def masks_of_text(text: str) -> Iterator[Span]:
    """What is masked in a text that Markdown has been taken from. Spans may overlap."""
    for signs, group in _of_text():
        if signs.search(text):
            for mask in group:
                if re.search(mask.sign, text):
                    yield from (Span(*match.span()) for match in mask.compiled.finditer(text))
