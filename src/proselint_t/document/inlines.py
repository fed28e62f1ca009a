"""The inline pass: the text of one block → prose with origins, and the markup around it.

markdown-it gives inline tokens no places. A subclass of its inline state notes where each token and
each run of text begins, so that nothing has to be searched for afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from markdown_it.rules_inline import StateInline

from proselint_t.document.blocks import inline_parser
from proselint_t.document.model import Markup, MarkupKind
from proselint_t.prose import Prose, ProseBuilder
from proselint_t.span import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

    from proselint_t.source import Source

_SPECIAL = re.compile(r"[\\`*_\[\]<>&!~$]")
"""Text without any of these has no markup and needs no inline pass."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_CODE_TAGS = frozenset({"code", "kbd", "samp", "var", "tt", "pre", "script", "style", "math"})
_OPENERS = {
    "em_open": MarkupKind.EMPHASIS,
    "strong_open": MarkupKind.STRONG,
    "s_open": MarkupKind.STRIKE,
    "link_open": MarkupKind.LINK,
}


class _State(StateInline):
    """Notes in ``token.map`` where in the text each token begins, and where the state stood.

    markdown-it leaves that field of inline tokens alone, while plugins overwrite ``meta``.
    """

    _pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - markdown-it's name
        token = super().pushPending()
        token.map = [self._pending_at, -1]
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        at = self.pos
        if ttype == "text" and len(self.tokens) > 1:
            # The markers of one run (`***`) are pushed one by one from the same position.
            before = self.tokens[-2]
            if before.type == "text" and before.map and before.map[1] == self.pos:
                at = before.map[0] + len(before.content)
        token.map = [at, self.pos]
        return token


@dataclass(slots=True)
class InlinePass:
    """Prose of a block with what surrounds it. ``images`` are source spans of alternative texts."""

    prose: Prose
    markup: list[Markup] = field(default_factory=list)
    hard_breaks: list[int] = field(default_factory=list)
    images: list[Span] = field(default_factory=list)


def parse_inlines(source: Source, lines: tuple[Span, ...], env: dict[str, Any]) -> InlinePass:
    """The prose of a block whose text stands at ``lines`` of the source. Never raises on any text."""
    text = "\n".join(source.text[span.start : span.end] for span in lines)
    places = _Places(source, lines)
    if not _SPECIAL.search(text):
        return InlinePass(places.plain(text))
    state = _State(text.replace("\0", "\ufffd"), inline_parser(), env, [])
    inline = inline_parser().inline
    inline.tokenize(state)
    for rule in inline.ruler2.getRules(""):
        rule(state)
    return _Collector(text, places, state.tokens).collect()


class _Places:
    """From an offset into a block's text to an offset into the source."""

    def __init__(self, source: Source, lines: tuple[Span, ...]) -> None:
        self._lines = lines
        self._starts: list[int] = []
        start = 0
        for span in lines:
            self._starts.append(start)
            start += span.end - span.start + 1
        self._source = source

    def __call__(self, at: int) -> int:
        line = bisect_right(self._starts, at) - 1
        return self._lines[line].start + at - self._starts[line]

    def newline_width(self, origin: int) -> int:
        return 2 if self._source.text.startswith("\r\n", origin) else 1

    def add(self, builder: ProseBuilder, text: str, at: int) -> Span:
        """Append text that may run over several lines."""
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

    def plain(self, text: str) -> Prose:
        """Without the inline pass: white space around a line break is dropped as CommonMark does."""
        builder = ProseBuilder()
        for index, start in enumerate(self._starts):
            span = self._lines[index]
            body = text[start : start + span.end - span.start]
            if index + 1 < len(self._starts):
                builder.add(body.rstrip(" "), span.start)
                builder.add("\n", span.end, self.newline_width(span.end))
            else:
                builder.add(body, span.start)
        return builder.build()


def _place(token: Token) -> int:
    """Where in the text of its block a token begins."""
    if token.map is None:  # pragma: no cover - every token comes from `_State`
        raise AssertionError("an inline token without a place")
    return token.map[0]


class _Collector:
    """Reads the inline tokens of one block in order."""

    def __init__(self, text: str, places: _Places, tokens: list[Token]) -> None:
        self.text = text
        self.places = places
        self.tokens = tokens
        self.builder = ProseBuilder()
        self.masks: list[Span] = []
        self.code: list[Span] = []
        self.result = InlinePass(Prose(""))
        self.open: list[tuple[MarkupKind, str, int, int, int]] = []

    def collect(self) -> InlinePass:
        for index, token in enumerate(self.tokens):
            handler = _HANDLERS.get(token.type)
            if handler is None:
                handler = _Collector._closer if token.nesting < 0 else _Collector._opener
            handler(self, token, index)
        prose = self.builder.build()
        self.result.prose = Prose(
            prose.text, prose.starts, prose.origins, prose.widths, tuple(self.masks), code=tuple(self.code)
        )
        return self.result

    def _end(self, index: int) -> int:
        """Where in the text the construct of a token ends: where the next one begins."""
        if index + 1 < len(self.tokens):
            following = self.tokens[index + 1]
            end = _place(following)
            if following.type == "link_open" and following.markup != "autolink":
                end -= 1
        else:
            end = len(self.text)
        start = _place(self.tokens[index])
        return start + len(self.text[start:end].rstrip(" "))

    def _text(self, token: Token, _index: int) -> None:
        at = _place(token)
        if token.content:
            self.builder.add(self.text[at : at + len(token.content)], self.places(at))

    def _special(self, token: Token, _index: int) -> None:
        self.builder.add(token.content, self.places(_place(token)), len(token.markup))

    def _line_break(self, token: Token, _index: int) -> None:
        at = self.text.index("\n", _place(token))
        self.places.add_newline(self.builder, at)
        if token.type == "hardbreak":
            self.result.hard_breaks.append(self.places(at))

    def _masked(self, token: Token, index: int) -> None:
        at = _place(token)
        span = self.places.add(self.builder, self.text[at : self._end(index)], at)
        self.masks.append(span)
        if token.type == "code_inline":
            self.code.append(span)

    def _image(self, token: Token, index: int) -> None:
        self._masked(token, index)
        at = _place(token)
        if token.content:
            self.result.images.append(Span(self.places(at + 2), self.places(at + 2 + len(token.content))))

    def _autolink(self, index: int) -> None:
        at = _place(self.tokens[index])
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
        at = _place(token)
        begin = at - 1 if kind in {MarkupKind.STRONG, MarkupKind.LINK} else at
        inner = at if kind is MarkupKind.LINK else begin + len(token.markup)
        self.open.append((kind, "", begin, inner, self.builder.length))

    def _closer(self, token: Token, index: int) -> None:
        if token.markup == "autolink" or token.type.replace("_close", "_open") not in _OPENERS:
            return
        kind, name, begin, inner, _ = self.open.pop()
        at = _place(token)
        end = self._end(index) if kind is MarkupKind.LINK else at + len(token.markup)
        self._add_markup(kind, name, (begin, inner, at, end))

    def _add_markup(self, kind: MarkupKind, name: str, at: tuple[int, int, int, int]) -> None:
        begin, inner, inner_end, end = at
        place = self.places
        last = place(end - 1) + 1 if end > begin else place(end)
        self.result.markup.append(
            Markup(kind, Span(place(begin), last), Span(place(inner), place(inner_end)), name)
        )

    def _html(self, token: Token, _index: int) -> None:
        at = _place(token)
        match = _TAG_NAME.match(token.content)
        if match is None:
            return
        closing, name = match.group(1) == "/", match.group(2).lower()
        end = at + len(token.content)
        if name == "br":
            self.builder.add("\n", self.places(at), len(token.content))
        elif closing:
            self._close_tag(name, at, end)
        elif not token.content.endswith("/>"):
            self.open.append((MarkupKind.TAG, name, at, end, self.builder.length))

    def _close_tag(self, name: str, at: int, end: int) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            kind, opened, begin, inner, length = self.open[index]
            if kind is MarkupKind.TAG and opened == name:
                del self.open[index]
                self._add_markup(kind, name, (begin, inner, at, end))
                if name in _CODE_TAGS and length < self.builder.length:
                    self.masks.append(Span(length, self.builder.length))
                return


def _skip(_collector: _Collector, _token: Token, _index: int) -> None:
    """A token without prose, such as the mark of a footnote."""


_HANDLERS = {
    "text": _Collector._text,  # noqa: SLF001 - the table belongs to the class
    "text_special": _Collector._special,  # noqa: SLF001
    "softbreak": _Collector._line_break,  # noqa: SLF001
    "hardbreak": _Collector._line_break,  # noqa: SLF001
    "code_inline": _Collector._masked,  # noqa: SLF001
    "math_inline": _Collector._masked,  # noqa: SLF001
    "image": _Collector._image,  # noqa: SLF001
    "html_inline": _Collector._html,  # noqa: SLF001
    "footnote_ref": _skip,
}
