"""Reads the inline tokens of one block, places noted, into prose and markup.

Knows what each token type means for prose; how tokens get their places is the business of ``inlines``.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.model import Atom, AtomName, Markup, MarkupKind
from proselint_t.text.packed import Alike, packed, packed_numbers
from proselint_t.text.patterns import pattern
from proselint_t.text.prose import ProseBuilder, as_written, may_be_joined
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

    from proselint_t.document.markdown.pairs import Pair
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source

_LINE = pattern(r"[^\n]*\n|[^\n]+")
_TAG_NAME = pattern(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_CODE_TAGS = frozenset({"code", "kbd", "samp", "var", "tt", "pre", "script", "style", "math"})
_EMPHASIS_TAG = pattern(r"</?(?:b|i|em|strong)(?=[\s>/])", re.IGNORECASE)
_ATOMS = {
    "em_open": AtomName.EMPHASIS,
    "em_close": AtomName.EMPHASIS,
    "strong_open": AtomName.EMPHASIS,
    "strong_close": AtomName.EMPHASIS,
    "s_open": AtomName.STRIKE,
    "s_close": AtomName.STRIKE,
    "code_inline": AtomName.CODE,
    "link_open": AtomName.LINK,
    "link_close": AtomName.LINK,
    "image": AtomName.IMAGE,
    "html_inline": AtomName.TAG,
    "math_inline": AtomName.MATH,
    "footnote_ref": AtomName.FOOTNOTE,
    "hardbreak": AtomName.BREAK,
}
_WHOLE = frozenset({"code_inline", "image", "html_inline", "math_inline", "footnote_ref"})
"""What ends where the next token begins; the others have markers alone."""
_SMALL_NAME = pattern(r"[a-z][a-z0-9-]*")
"""Of which the parser makes one token."""
_BEHIND_PATH = pattern(r"/?(?:[?#].*)?$")
_TOLD = ("href", "src", "title")
_OPENERS = {
    "em_open": MarkupKind.EMPHASIS,
    "strong_open": MarkupKind.STRONG,
    "s_open": MarkupKind.STRIKE,
    "link_open": MarkupKind.LINK,
}
_TOKENS = {MarkupKind.EMPHASIS: "em", MarkupKind.STRONG: "strong", MarkupKind.LINK: "link"}
"""How the parser calls the marks of a pair."""


class InlinePass(NamedTuple):
    """Prose of a block with what surrounds it. ``images`` are source spans of alternative texts."""

    prose: Prose
    markup: tuple[Markup, ...] = ()
    hard_breaks: tuple[int, ...] = ()
    images: tuple[Span, ...] = ()
    atoms: Sequence[Atom] = ()

    def shifted(self, by: int) -> InlinePass:
        """The same with all its places moved."""
        if not by:
            return self
        return InlinePass(
            self.prose.shifted(by),
            tuple(
                Markup(one.kind, one.outer.shifted(by), one.inner.shifted(by), one.name)
                for one in self.markup
            ),
            tuple(at + by for at in self.hard_breaks),
            tuple(span.shifted(by) for span in self.images),
            packed((one.shifted(by) for one in self.atoms), len(self.atoms)),
        )


@cache
def _only(kind: str) -> str:
    """What an atom tells of which its token tells nothing but what it is."""
    return "\n".join((kind, *(str(None) for _ in _TOLD)))


def _leading(address: str) -> str:
    """What the beginning of a link without a title tells."""
    return _only("link_open").replace(str(None), address, 1)


def _names_target(text: str, address: str) -> bool:
    """Whether a text that is all of a link is the last part of its address: the name of what is there."""
    if not _SMALL_NAME.fullmatch(text):
        return False
    return _BEHIND_PATH.sub("", address).endswith(f"/{text}")


class Places:
    """From an offset into a block's text to an offset into the source."""

    def __init__(self, source: Source, lines: Sequence[Span]) -> None:
        self._source, self._lines = source, lines
        self._start, end = (lines[0].start, lines[-1].end) if lines else (0, 0)
        self.text = source.text[self._start : end]
        """That of the block: its lines, without what stands between them."""
        between = end - self._start - sum(behind - begin for begin, behind in lines)
        self._is_whole = between < len(lines) and "\r" not in self.text
        """Whether it stands in the source as it is."""
        if not self._is_whole:
            self.text = "\n".join(source.text[line.start : line.end] for line in lines)
            lengths = (line.end - line.start + 1 for line in lines)
            self._starts = packed_numbers(accumulate(lengths, initial=0), len(lines))

    def __call__(self, at: int) -> int:
        if self._is_whole:
            return self._start + at
        line = bisect_right(self._starts, at) - 1
        return self._lines[line].start + at - self._starts[line]

    def newline_width(self, origin: int) -> int:
        return 2 if self._source.text.startswith("\r\n", origin) else 1

    def add(self, builder: ProseBuilder, text: str, at: int) -> Span:
        """Append text that may run over several lines."""
        if self._is_whole:
            return builder.add(text, self._start + at)
        start = builder.length
        for piece in _LINE.findall(text):
            body = piece.removesuffix("\n")
            if body:
                builder.add(body, self(at))
            if len(body) < len(piece):
                self.add_newline(builder, at + len(body))
            at += len(piece)
        return Span(start, builder.length)

    def add_newline(self, builder: ProseBuilder, at: int) -> None:
        origin = self(at)
        builder.add("\n", origin, self.newline_width(origin))

    def read(self, text: str, code: Sequence[tuple[int, int]], pairs: Sequence[Pair] = ()) -> InlinePass:
        """A text without markup but code and pairs, all told: what the inline pass makes of it."""
        if text and not code and not pairs and self._is_as_read(text) and not may_be_joined(text):
            return InlinePass(as_written(text, self._start))
        builder, masks, hidden, atoms = ProseBuilder(), list[Span](), list[Span](), list[Atom]()
        position = 0
        marks: list[tuple[int, int, Pair | None]] = [(at, end, None) for at, end in code]
        for one in pairs:
            marks += (*one.opening, one), (*one.closing, one)
        for at, end, pair in sorted(marks, key=itemgetter(0)) if pairs else marks:
            start = builder.length
            self._add_prose(builder, text, position, at)
            if pair is None:
                hidden.append(self.add(builder, text[at:end], at))
                masks.append(hidden[-1])
                atoms.append(Atom(AtomName.CODE, Span(self(at), self(end - 1) + 1), _only("code_inline")))
            else:
                atoms.append(self._mark(pair, at))
                if at == pair.inner.end and _names_target(text[slice(*pair.inner)], pair.address):
                    masks.append(Span(start, builder.length))
            position = end
        self._add_prose(builder, text, position, len(text))
        markup = (self.markup(one.kind, one.outer, one.inner) for one in pairs)
        return InlinePass(builder.build(tuple(masks), tuple(hidden)), tuple(markup), atoms=tuple(atoms))

    def markup(self, kind: MarkupKind, outer: Span, inner: Span, name: str = "") -> Markup:
        """Markup at places of the text, its places those of the source."""
        last = self(outer.end - 1) + 1 if outer.end > outer.start else self(outer.end)
        return Markup(kind, Span(self(outer.start), last), Span(self(inner.start), self(inner.end)), name)

    def _mark(self, pair: Pair, at: int) -> Atom:
        """The mark of a pair that begins at an offset."""
        opens = at == pair.outer.start
        kind = _TOKENS[pair.kind] + ("_open" if opens else "_close")
        place = self(at)
        return Atom(
            _ATOMS[kind],
            Span(place, place + 1),
            _leading(pair.address) if pair.address and opens else _only(kind),
        )

    def _is_as_read(self, text: str, at: int = 0, end: int = sys.maxsize) -> bool:
        """Whether a stretch without markup is read as it stands in the source, but for what joins words."""
        return self._is_whole and text.find(" \n", at, end) < 0

    def _add_prose(self, builder: ProseBuilder, text: str, at: int, end: int) -> None:
        """White space in front of a line break is dropped as CommonMark does."""
        if self._is_as_read(text, at, end):
            builder.add_words(text[at:end], self(at))
            return
        while (newline := text.find("\n", at, end)) >= 0:
            builder.add_words(text[at:newline].rstrip(" "), self(at))
            self.add_newline(builder, newline)
            at = newline + 1
        if at < end:
            builder.add_words(text[at:end], self(at))


class Collector:
    """Reads the inline tokens of one block in order, stretch by stretch."""

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
        self.places = places
        self.tokens: list[Token] = []
        """Those of the stretch from ``begin`` to ``end``, where their places count from."""
        self.begin = self.end = 0
        self.builder = ProseBuilder()
        self.masks: list[Span] = []
        self.code: list[Span] = []
        self.markup: list[Markup] = []
        self.hard_breaks: list[int] = []
        self.images: list[Span] = []
        self.atoms: list[Atom] = []
        """Those of the stretch."""
        self.open: list[tuple[MarkupKind, str, int, int, int]] = []

    def collect(self, stretches: Iterable[tuple[int, int, list[Token]]]) -> InlinePass:
        before = Alike[Atom]()
        for self.begin, self.end, self.tokens in stretches:
            for index, token in enumerate(self.tokens):
                handler = _HANDLERS.get(token.type)
                if handler is None:
                    handler = Collector._closer if token.nesting < 0 else Collector._opener
                handler(self, token, index)
                if token.type in _ATOMS:
                    self._note(token, index, _ATOMS[token.type])
            if self.end < len(self.text):
                before.extend(self.atoms)
                self.atoms = []
        before.extend(self.atoms if before else ())
        return InlinePass(
            self.builder.build(tuple(self.masks), tuple(self.code)),
            tuple(self.markup),
            tuple(self.hard_breaks),
            tuple(self.images),
            before or tuple(self.atoms),
        )

    def _place(self, token: Token) -> int:
        """Where in the text of its block a token begins."""
        if token.map is None:  # pragma: no cover - every token comes from `_State`
            raise AssertionError("an inline token without a place")
        return self.begin + token.map[0]

    def _note(self, token: Token, index: int, name: AtomName) -> None:
        """Keep what is no prose as an atom."""
        if name is AtomName.TAG and _EMPHASIS_TAG.match(token.content):
            name = AtomName.EMPHASIS
        at = self._place(token)
        if token.type == "strong_open" or (token.type == "link_open" and token.markup != "autolink"):
            at -= 1
        end = self._end(index) if token.type in _WHOLE else at + 1
        if token.type == "hardbreak":
            end = self.text.index("\n", at)
            start = self.text.rfind("\n", 0, end) + 1
            at = start + len(self.text[start:end].rstrip(" ").removesuffix("\\"))
        place = self.places(at)
        told = _only(token.type)
        if token.attrs:
            told = "\n".join((token.type, *(str(token.attrs.get(key)) for key in _TOLD)))
        self.atoms.append(Atom(name, Span(place, max(self.places(end), place + 1)), told))

    def _end(self, index: int) -> int:
        """Where in the text the construct of a token ends: where the next one begins."""
        if index + 1 < len(self.tokens):
            following = self.tokens[index + 1]
            end = self._place(following)
            if following.type == "link_open" and following.markup != "autolink":
                end -= 1
        else:
            end = self.end
        start = self._place(self.tokens[index])
        return start + len(self.text[start:end].rstrip(" "))

    def _text(self, token: Token, index: int) -> None:
        at, start = self._place(token), self.builder.length
        if token.content:
            self.builder.add_words(self.text[at : at + len(token.content)], self.places(at))
        if self._is_target(index):
            self.masks.append(Span(start, self.builder.length))

    def _is_target(self, index: int) -> bool:
        """Whether a text is all of a link, and the last part of its address: the name of what is there."""
        opening, token, closing = (*self.tokens[max(index - 1, 0) : index + 2], None, None)[:3]
        if opening is None or closing is None or token is None or opening.type != "link_open":
            return False
        if closing.type != "link_close":
            return False
        return _names_target(token.content, str(opening.attrs.get("href")))

    def _special(self, token: Token, _index: int) -> None:
        at = self._place(token)
        if token.content == token.markup:  # a backslash before a character that needs none
            self.builder.add(self.text[at : at + len(token.markup)], self.places(at))
        else:
            self.builder.add_character(token.content, self.places(at), len(token.markup))

    def _line_break(self, token: Token, _index: int) -> None:
        at = self.text.index("\n", self._place(token))
        self.places.add_newline(self.builder, at)
        if token.type == "hardbreak":
            self.hard_breaks.append(self.places(at))

    def _masked(self, token: Token, index: int) -> None:
        at = self._place(token)
        span = self.places.add(self.builder, self.text[at : self._end(index)], at)
        self.masks.append(span)
        if token.type == "code_inline":
            self.code.append(span)

    def _masked_span(self, token: Token, _index: int) -> None:
        at = self._place(token)
        self.masks.append(self.places.add(self.builder, self.text[at : at + len(token.content)], at))

    def _image(self, token: Token, index: int) -> None:
        self._masked(token, index)
        at = self._place(token)
        if token.content:
            self.images.append(Span(self.places(at + 2), self.places(at + 2 + len(token.content))))

    def _autolink(self, index: int) -> None:
        at = self._place(self.tokens[index])
        end = self.text.index(">", at) + 1
        self.masks.append(self.places.add(self.builder, self.text[at:end], at))
        self.tokens[index + 1].content = ""

    def _opener(self, token: Token, index: int) -> None:
        if token.markup == "autolink":
            self._autolink(index)
            return
        kind = _OPENERS.get(token.type)
        if kind is None:
            return
        at = self._place(token)
        begin = at - 1 if kind in {MarkupKind.STRONG, MarkupKind.LINK} else at
        inner = at if kind is MarkupKind.LINK else begin + len(token.markup)
        self.open.append((kind, "", begin, inner, self.builder.length))

    def _closer(self, token: Token, index: int) -> None:
        kind = _OPENERS.get(token.type.replace("_close", "_open"))
        if kind is None or token.markup == "autolink":
            return
        at = self._place(token)
        self._close(kind, "", at, self._end(index) if kind is MarkupKind.LINK else at + len(token.markup))

    def _add_markup(self, kind: MarkupKind, name: str, at: tuple[int, int, int, int]) -> None:
        begin, inner, inner_end, end = at
        self.markup.append(self.places.markup(kind, Span(begin, end), Span(inner, inner_end), name))

    def _html(self, token: Token, _index: int) -> None:
        at = self._place(token)
        match = _TAG_NAME.match(token.content)
        if match is None:
            return
        closing, name = match.group(1) == "/", match.group(2).lower()
        end = at + len(token.content)
        if name == "br":
            self.builder.add("\n", self.places(at), len(token.content))
        elif closing:
            self._close(MarkupKind.TAG, name, at, end)
        elif not token.content.endswith("/>"):
            self.open.append((MarkupKind.TAG, name, at, end, self.builder.length))

    def _close(self, kind: MarkupKind, name: str, at: int, end: int) -> None:
        """Close the innermost open markup of that kind and name; others may cross it."""
        for index in range(len(self.open) - 1, -1, -1):
            opened, other, begin, inner, length = self.open[index]
            if opened is kind and other == name:
                del self.open[index]
                self._add_markup(kind, name, (begin, inner, at, end))
                if name in _CODE_TAGS and length < self.builder.length:
                    self.masks.append(Span(length, self.builder.length))
                return


def _skip(_collector: Collector, _token: Token, _index: int) -> None:
    """A token without prose, such as the mark of a footnote."""


_HANDLERS = {
    "text": Collector._text,  # noqa: SLF001 - the table belongs to the class
    "text_special": Collector._special,  # noqa: SLF001
    "softbreak": Collector._line_break,  # noqa: SLF001
    "hardbreak": Collector._line_break,  # noqa: SLF001
    "code_inline": Collector._masked,  # noqa: SLF001
    "masked_span": Collector._masked_span,  # noqa: SLF001
    "image": Collector._image,  # noqa: SLF001
    "html_inline": Collector._html,  # noqa: SLF001
    "footnote_ref": _skip,
}
