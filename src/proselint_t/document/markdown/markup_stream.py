"""A document as the stream of tags and texts that HTML would be, every character with its place.

For readers that see Markdown through its HTML, as Vale does. Owns what each token becomes; it must not know
what a reader makes of the stream.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from proselint_t.document.markdown.blocks import parse_blocks, with_tokens
from proselint_t.document.markdown.collector import Places
from proselint_t.document.markdown.inlines import inline_tokens
from proselint_t.document.model import Block, BlockKind
from proselint_t.text.prose import Prose, ProseBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from proselint_t.document.markdown.blocks import BlockPass
    from proselint_t.text.source import Source

_HTML = re.compile(r"<!--(?P<comment>.*?)-->|<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>[^>]*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BARE_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<]*[^\s<?!.,:*_~'\")\]]|\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\b"
)
_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "noscript", "xmp"})
"""Elements whose content holds no tags."""


_NO_PROSE = Prose("")


class Event(Enum):
    START = auto()
    END = auto()
    TEXT = auto()
    COMMENT = auto()


@dataclass(frozen=True, slots=True)
class MarkupEvent:
    """One event. ``name`` is that of a tag, or what a comment says; ``prose`` is set for a text alone."""

    event: Event
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    prose: Prose = _NO_PROSE
    at: int = 0
    """The source offset of a comment."""


def markup_stream(source: Source) -> Iterator[MarkupEvent]:
    """The events of a Markdown document in order. Never raises on any text.

    As in HTML the paragraphs of a tight list have no tags of their own. Front matter gives nothing. Lines of
    a dialect (`!!! note`) are text, as for every reader that does not know it.
    """
    passed = with_tokens(source)
    if any(token.type == "masked_block" for token in passed.tokens):
        unmasked = parse_blocks(source, masked=False, tokens=True)
        # With the same references the tokens of most blocks are known already.
        passed = unmasked._replace(env=passed.env) if unmasked.env == passed.env else unmasked
    blocks = iter(passed.blocks)
    for token in passed.tokens:
        if token.type == "inline" or token.type in _LEAVES:
            yield from _leaf(source, passed, token, next(blocks))
        elif token.hidden or not token.tag:
            continue
        else:
            yield MarkupEvent(Event.START if token.nesting > 0 else Event.END, token.tag)


_LEAVES = frozenset({"fence", "code_block", "html_block", "hr", "front_matter"})


def _leaf(source: Source, passed: BlockPass, token: Token, block: Block) -> Iterator[MarkupEvent]:
    if token.type == "inline":
        yield from inline_stream(source, passed, block)
    elif block.kind is BlockKind.HTML:
        yield from _html_block(source, block)
    elif block.kind is BlockKind.BREAK:
        yield MarkupEvent(Event.START, "hr")
    elif block.kind is BlockKind.CODE:
        for event, name in (
            (Event.START, "pre"),
            (Event.START, "code"),
            (Event.END, "code"),
            (Event.END, "pre"),
        ):
            yield MarkupEvent(event, name)


def inline_stream(source: Source, passed: BlockPass, block: Block) -> Iterator[MarkupEvent]:
    """The events of one block of text."""
    text, tokens = inline_tokens(source, block.lines, passed.env)
    places = Places(source, block.lines)
    if tokens is not None:
        yield from _Inlines(text, places).stream(tokens)
    else:
        builder = ProseBuilder()
        places.add(builder, text, 0)
        yield from _with_addresses(builder.build())


class _Inlines:
    """Collects texts until a tag ends them: between two tags there is one text."""

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
        self.places = places
        self.builder = ProseBuilder()
        self.raw: list[str] = []

    def stream(self, tokens: list[Token]) -> Iterator[MarkupEvent]:
        skip = False
        for index, token in enumerate(tokens):
            if skip:
                skip = False
                continue
            skip = token.type == "link_open" and token.markup == "autolink"
            if skip:
                yield from self._autolink(token)
            elif not self._takes_text(token, _place(tokens, index + 1, self.text)):
                yield from self._flushed()
                yield from self._tags(token, _place(tokens, index + 1, self.text))
        yield from self._flushed()

    def _takes_text(self, token: Token, end: int) -> bool:
        at = token.map[0] if token.map else 0
        if token.type == "text":
            if token.content:
                self.builder.add(self.text[at : at + len(token.content)], self.places(at))
        elif token.type == "text_special":
            self._special(token, at)
        elif token.type == "softbreak":
            self.places.add_newline(self.builder, self.text.index("\n", at))
        elif token.type == "masked_span":
            self.places.add(self.builder, self.text[at:end], at)
        else:
            return False
        return True

    def _special(self, token: Token, at: int) -> None:
        if token.content == token.markup:
            self.builder.add(self.text[at : at + len(token.markup)], self.places(at))
        else:
            self.builder.add(token.content, self.places(at), len(token.markup))

    def _tags(self, token: Token, end: int) -> Iterator[MarkupEvent]:
        at = token.map[0] if token.map else 0
        if token.type == "code_inline":
            yield MarkupEvent(Event.START, "code")
            yield MarkupEvent(Event.TEXT, prose=self._code(at, end))
            yield MarkupEvent(Event.END, "code")
        elif token.type == "image":
            yield MarkupEvent(Event.START, "img", {"alt": token.content}, self._alt(token, at))
        elif token.type == "html_inline":
            yield from html_stream(token.content, self.places(at))
        elif token.type == "hardbreak":
            yield MarkupEvent(Event.START, "br")
        elif token.tag:
            kind = Event.START if token.nesting > 0 else Event.END
            yield MarkupEvent(
                kind, "del" if token.tag == "s" else token.tag, {k: str(v) for k, v in token.attrs.items()}
            )

    def _code(self, at: int, end: int) -> Prose:
        builder = ProseBuilder()
        inner = self.text[at:end].rstrip(" ").strip("`")
        start = self.text.index(inner, at) if inner else at
        lead = len(inner) - len(inner.lstrip())
        self.places.add(builder, inner.strip(), start + lead)
        return builder.build()

    def _alt(self, token: Token, at: int) -> Prose:
        builder = ProseBuilder()
        if token.content:
            self.places.add(builder, self.text[at + 2 : at + 2 + len(token.content)], at + 2)
        return builder.build()

    def _autolink(self, token: Token) -> Iterator[MarkupEvent]:
        yield from self._flushed()
        at = (token.map[0] if token.map else 0) + 1
        end = self.text.index(">", at)
        builder = ProseBuilder()
        self.places.add(builder, self.text[at:end], at)
        yield MarkupEvent(Event.START, "a", {"href": self.text[at:end]})
        yield MarkupEvent(Event.TEXT, prose=builder.build())
        yield MarkupEvent(Event.END, "a")

    def _flushed(self) -> Iterator[MarkupEvent]:
        prose, self.builder = self.builder.build(), ProseBuilder()
        if prose.text:
            yield from _with_addresses(prose)


def _with_addresses(prose: Prose) -> Iterator[MarkupEvent]:
    """A text with the addresses in it as links."""
    last = 0
    text = prose.text
    may_be = "://" in text or "www." in text or "@" in text
    for match in _BARE_ADDRESS.finditer(text) if may_be else ():
        if match.start() > last:
            yield MarkupEvent(Event.TEXT, prose=prose.slice(last, match.start()))
        yield MarkupEvent(Event.START, "a", {"href": match.group()})
        yield MarkupEvent(Event.TEXT, prose=prose.slice(*match.span()))
        yield MarkupEvent(Event.END, "a")
        last = match.end()
    if last < len(prose.text):
        yield MarkupEvent(Event.TEXT, prose=prose.slice(last, len(prose.text)))


def _place(tokens: list[Token], index: int, text: str) -> int:
    """Where the token at ``index`` begins in the text of its block."""
    if index >= len(tokens):
        return len(text)
    following = tokens[index]
    at = following.map[0] if following.map else len(text)
    return at - 1 if following.type == "link_open" and following.markup != "autolink" else at


def _html_block(source: Source, block: Block) -> Iterator[MarkupEvent]:
    start = source.line_starts[block.first_line]
    end = source.line_end(max(block.end_line - 1, block.first_line))
    yield from html_stream(source.text[start:end], start)


def html_stream(text: str, origin: int) -> Iterator[MarkupEvent]:
    """The events of a piece of HTML that begins at ``origin`` in the source."""
    last = 0
    raw = ""
    for match in _HTML.finditer(text):
        name = (match["name"] or "").lower()
        if raw and not (match["end"] and name == raw):
            continue
        raw = ""
        yield from _html_text(text, last, match.start(), origin)
        last = match.end()
        if match["comment"] is not None:
            yield MarkupEvent(Event.COMMENT, match["comment"], at=origin + match.start())
            continue
        if match["end"]:
            yield MarkupEvent(Event.END, name)
            continue
        yield MarkupEvent(Event.START, name, _attributes(match["rest"]), _alt_of(match, origin))
        raw = name if name in _RAW else ""
    yield from _html_text(text, last, len(text), origin)


def _attributes(rest: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(rest)
    }


def _alt_of(match: re.Match[str], origin: int) -> Prose:
    """The alternative text of an image tag, in its place."""
    for attribute in _ATTRIBUTE.finditer(match["rest"]):
        if attribute[1].lower() == "alt":
            group = next(number for number in (2, 3, 4) if attribute[number] is not None)
            start = origin + match.start("rest") + attribute.start(group)
            return Prose(attribute[group], (0,), (start,))
    return Prose("")


def _html_text(text: str, start: int, end: int, origin: int) -> Iterator[MarkupEvent]:
    if start >= end:
        return
    builder = ProseBuilder()
    last = start
    for match in _ENTITY.finditer(text, start, end):
        builder.add(text[last : match.start()], origin + last)
        builder.add(html.unescape(match.group()), origin + match.start(), len(match.group()))
        last = match.end()
    builder.add(text[last:end], origin + last)
    yield MarkupEvent(Event.TEXT, prose=builder.build())
