"""A document as Vale reads it: blocks of text with their scopes, cut where the tags of its HTML end.

Follows ``lintHTMLTokens`` of Vale 3.15. Places are kept from the parser on.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from proselint_t.document.markdown.markup_stream import Event, MarkupEvent, markup_stream
from proselint_t.rules.vale.blocks import OFF, Comments, TextBlock, vale_sentences
from proselint_t.rules.vale.source import front_matter_texts, readable
from proselint_t.text.literals import Haystack
from proselint_t.text.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from proselint_t.rules.vale.blocks import ValeScope
    from proselint_t.rules.vale.settings import ValeSettings
    from proselint_t.text.source import Source

_INLINE = frozenset(
    [
        "b",
        "big",
        "i",
        "small",
        "abbr",
        "acronym",
        "cite",
        "dfn",
        "em",
        "kbd",
        "strong",
        "a",
        "br",
        "img",
        "span",
        "sub",
        "sup",
        "code",
        "tt",
        "del",
    ]
)
_SCOPES = {
    "th": "table.header",
    "td": "table.cell",
    "caption": "table.caption",
    "li": "list",
    "blockquote": "blockquote",
    "figcaption": "figure.caption",
}
_HEADING = re.compile(r"h\d")
_TIGHT = tuple("([{—–")
_CLOSING = tuple(".?!,:;)]}—–")
_NOT_NEWLINE = re.compile(r"[^\n]")


@dataclass(frozen=True)
class ScopedBlocks:
    """The blocks that rules of one scope read, in order."""

    blocks: tuple[TextBlock, ...]

    def holding(self, literals: tuple[str, ...]) -> Sequence[TextBlock]:
        """Those that hold one of ``literals`` (in small letters), or all where there are none to look for."""
        if not literals:
            return self.blocks
        return [self.blocks[number] for number in self._haystack.holding(literals)]

    @cached_property
    def _haystack(self) -> Haystack:
        return Haystack(block.text for block in self.blocks)


@dataclass(frozen=True)
class ValeDocument:
    """A document as rules read it: in blocks, which are made when a rule asks for more than the source."""

    source: Source
    settings: ValeSettings
    _selections: dict[ValeScope, ScopedBlocks] = field(default_factory=dict, compare=False)

    @property
    def blocks(self) -> tuple[TextBlock, ...]:
        """The blocks of the text in Vale's order, then the text that metrics are counted in."""
        return self._read[0]

    @property
    def counts(self) -> Mapping[str, int]:
        """What metrics count: tags and scopes of the document."""
        return self._read[1].counts

    @cached_property
    def _read(self) -> tuple[tuple[TextBlock, ...], _Reader]:
        reader = _Reader(self.source, self.settings)
        return tuple(reader.blocks()), reader

    @cached_property
    def _raw(self) -> TextBlock:
        """The source as it is written; of comments only what switches everything off holds for it."""
        comments = Comments(styles=self.settings.styles)
        if OFF in self.source.text:
            comments = self._read[1].comments
        return TextBlock(("raw", _ending(self.source)), _whole(self.source), comments)

    def of(self, scope: ValeScope) -> ScopedBlocks:
        """The blocks that rules of a scope read. Asked for by each rule, chosen once for each scope."""
        found = self._selections.get(scope)
        if found is None:
            blocks = (self._raw,) if scope.is_raw else tuple(self._chosen(scope))
            found = self._selections[scope] = ScopedBlocks(blocks)
        return found

    def _chosen(self, scope: ValeScope) -> Iterator[TextBlock]:
        splits = scope.names("sentence")
        last: TextBlock | None = None
        for block in (*self.blocks, self._raw):
            if splits and block.scope[0] == "text" and len(block.scope) == 2:
                yield from filter(scope.takes, sentences_of(block))
            # Running text of one paragraph is there twice: what is read as the one need not be as the other.
            if scope.takes(block) and not (last is not None and block.prose is last.prose):
                yield block
                last = block

    @property
    def summary(self) -> str:
        """The text that metrics are counted in: no headings and no tables."""
        return next(block.text for block in self.blocks if block.scope[0] == "summary")


@lru_cache(maxsize=4)
def vale_document(source: Source, settings: ValeSettings) -> ValeDocument:
    """A document as Vale reads it. Asked for by each rule, made once."""
    return ValeDocument(source, settings)


def _ending(source: Source) -> str:
    return PurePath(source.path).suffix.removeprefix(".") or "md"


class _Reader:
    def __init__(self, source: Source, settings: ValeSettings) -> None:
        self.source = source
        self.settings = settings
        self.ending = _ending(source)
        self.plain = settings.plain or dict(settings.formats).get(self.ending, self.ending) == "txt"
        self.comments = Comments(styles=settings.styles)
        self.counts: Counter[str] = Counter()
        self.summary: list[Prose] = []

    def blocks(self) -> Iterator[TextBlock]:
        if self.plain:
            yield from self._prose(_whole(self.source))
        else:
            for key, value in front_matter_texts(self.source):
                yield self.block(("text", "frontmatter", key), value)
            yield from _Walker(self).walk(readable(self.source, self.settings, markup_stream))
        self.comments = self.comments.reset()
        yield self.block(("summary",), _joined(self.summary, "\n\n"))

    def block(self, scope: tuple[str, ...], prose: Prose) -> TextBlock:
        return TextBlock((*scope, self.ending), prose, self.comments)

    def scoped(self, scope: str, prose: Prose) -> Iterator[TextBlock]:
        """A block with a scope of its own: a heading, a cell, an item of a list, a quotation."""
        if scope in {"blockquote", "list"}:
            self.summary.append(prose)
        self.counts[scope] += 1
        start = len(prose.text) - len(prose.text.lstrip(" "))
        yield self.block(("text", *scope.split(".")), prose.slice(start, len(prose.text)))

    def text(self, prose: Prose) -> Iterator[TextBlock]:
        self.summary.append(prose)
        yield from self._prose(prose)

    def _prose(self, prose: Prose) -> Iterator[TextBlock]:
        """Running text: whole, by paragraphs and by sentences."""
        whole = self.block(("text",), prose)
        start = 0
        for paragraph in re.split(r"(?<=\n\n)", prose.text):
            end = start + len(paragraph)
            part = prose if paragraph == prose.text else prose.slice(start, end)
            yield replace(whole, scope=("paragraph", *whole.scope), prose=part)
            start = end
        yield whole


def sentences_of(block: TextBlock) -> Iterator[TextBlock]:
    """The sentences of a block of running text, each a block. Only rules that ask for them pay for them."""
    for span in vale_sentences(block.text):
        yield replace(block, scope=("sentence", *block.scope), prose=block.prose.slice(*span))


class _Walker:
    """Goes through the stream of tags once. The names are those of Vale's own walker."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader
        settings = reader.settings
        self.skipped = frozenset(settings.skipped_scopes)
        self.ignored = frozenset(settings.ignored_scopes)
        self.classes = frozenset(settings.ignored_classes)
        self.history: list[str] = []
        self.buffer: list[Prose] = []
        self.in_block = ""
        self.depth = 0
        self.inline = self.skip = self.closed_inline = False
        self.href = ""
        self.parent_class = ""

    def walk(self, stream: Iterable[MarkupEvent]) -> Iterator[TextBlock]:
        for one in stream:
            if one.event is Event.COMMENT:
                self.reader.comments = self.reader.comments.after(one.name.strip())
                continue
            if one.event is Event.TEXT:
                self._text(one.prose)
            elif one.event is Event.START:
                self._start(one)
                yield from self._alternative(one)
            else:
                self._end(one.name)
                if one.name not in _INLINE:
                    yield from self._flushed()
            self.href = one.attributes.get("href", "")
            self.parent_class = one.attributes.get("class", "")
        yield from self._flushed()

    def _alternative(self, one: MarkupEvent) -> Iterator[TextBlock]:
        if one.name == "img" and one.prose.text and "alt" not in self.reader.settings.skipped_scopes:
            yield TextBlock(("text", "attr", "alt"), one.prose, self.reader.comments)

    def _start(self, one: MarkupEvent) -> None:
        name = one.name
        if self.in_block:
            self.depth += name == self.in_block
            if name not in self.skipped:
                self._open(name)
            return
        of_class = self._is_hidden(one.attributes.get("class", "")) and name not in _INLINE
        if name in self.skipped or of_class:
            self.in_block, self.depth = name, 1
            self.inline = name in _INLINE
            self.reader.counts[name] += 1
            return
        self._open(name)

    def _open(self, name: str) -> None:
        if name in {"em", "b"} and self.history[-1:] == ["code"]:
            name = "code"
        self.inline = name in _INLINE
        self.skip = name in self.ignored
        self.closed_inline = False
        self.history.append(name)

    def _end(self, name: str) -> None:
        if self.in_block and name == self.in_block:
            self.depth -= 1
            if not self.depth:
                self.in_block = ""
                self.closed_inline = name in _INLINE
                return
        if name in _INLINE:
            self.closed_inline = True

    def _is_hidden(self, classes: str) -> bool:
        return any(one in self.classes for one in classes.split(" "))

    def _text(self, prose: Prose) -> None:
        spaced = prose.text[:1].isspace()
        text = prose.trimmed()
        if self.in_block or self.reader.comments.off or not text.text:
            return
        hidden = self.skip or self._is_hidden(self.parent_class)
        starter = text.text[0] in _CLOSING and not hidden
        if self._in_nested_list() and not self.inline:
            text = _joined([_space(text), text], "")
            starter = False
        if hidden or self.href == text.text:
            text = replace(text, text=_NOT_NEWLINE.sub("*", text.text))
            self.skip = False
        padded = spaced if self.closed_inline else self.inline and not starter
        self.closed_inline = False
        if padded and not (self.buffer and self.buffer[-1].text.endswith(_TIGHT)):
            self.buffer.append(_space(text))
        self.buffer.append(text)

    def _in_nested_list(self) -> bool:
        """Whether the text is the first of an item in a list within an item that has text of its own."""
        last = self.history[-3:]
        return len(self.history) > 3 and last[0] == "li" and last[1] in {"ol", "ul"} and last[2] == "li"

    def _flushed(self) -> Iterator[TextBlock]:
        content, history = _joined(self.buffer, ""), self.history
        self.buffer, self.history = [], []
        if not content.text.strip():
            return
        for tag in history:
            if _HEADING.fullmatch(tag):
                yield from self.reader.scoped(f"heading.{tag}", content)
                return
            if tag in _SCOPES:
                yield from self.reader.scoped(_SCOPES[tag], content)
                return
        yield from self.reader.text(content)


def _space(before: Prose) -> Prose:
    """A space that is not in the source."""
    return Prose(" ", (0,), (before.origin(0),), {0: 0})


def _whole(source: Source) -> Prose:
    text = source.text
    if "\r" not in text:
        return Prose(text)
    lines = (Prose(source.line(line), (0,), (start,)) for line, start in enumerate(source.line_starts))
    return _joined(lines, "\n", keep_ends=True)


def _joined(proses: Iterable[Prose], between: str, *, keep_ends: bool = False) -> Prose:
    """Several proses as one. ``between`` stands nowhere in the source, or is a newline there."""
    proses = tuple(proses)
    if len(proses) == 1:
        return proses[0]
    texts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    widths: dict[int, int] = {}
    length = 0
    last: Prose | None = None
    for prose in proses:
        if last is not None and between:
            starts.append(length)
            origins.append(last.origin_end(len(last.text)))
            texts.append(between)
            widths.update(dict.fromkeys(range(length, length + len(between)), int(keep_ends)))
            length += len(between)
        starts += [length + start for start in prose.starts]
        origins += prose.origins
        widths.update({length + at: width for at, width in prose.widths.items()})
        texts.append(prose.text)
        length += len(prose.text)
        last = prose
    return Prose("".join(texts), tuple(starts) or (0,), tuple(origins) or (0,), widths)
