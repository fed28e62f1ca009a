"""The block pass: Markdown → leaf blocks with their containers and the exact place of every line of text.

Owns the parser set-up and the block geometry. The only modules that know markdown-it are this one and
``inlines``.
"""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, cast

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_block import StateBlock, hr, lheading
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from proselint_t.document.annotations.dialects import Closings, MaskScope, may_begin_block, own_masks
from proselint_t.document.layout import split_row, trimmed
from proselint_t.document.markdown.dispatch import by_first
from proselint_t.document.model import Block, BlockKind, Container, ContainerKind
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it.ruler import RuleOptionsType
    from markdown_it.token import Token

    from proselint_t.document.annotations.dialects import Mask, OwnMask
    from proselint_t.text.source import Source

_MAX_NESTING = 10_000
"""The preset's 20 drops deeper text in silence; it is `dispatch` that keeps the depth in bounds."""

NOTHING_TOLD = cast("dict[str, Any]", MappingProxyType({}))
"""What a token tells beside its text until another value is put there: one for them all, as there may
be a million."""
_MOST_CHARACTERS = 100_000
"""Of a document that is kept for another reader, with tokens that take ten times the room of its blocks."""
_MOST_LINES = 200
"""How far the end of a mask is looked for inside a container, whose prefixes must be taken off for it."""
_ALERT = pattern(
    r"[\s>]*(?:\[!\w[\w|-]*\]|(?P<mark>\*\*|__|\*|_|)"
    r"(?i:note|tip|hint|info|important|warning|caution|danger|attention|"
    r"примечание|заметка|замечание|совет|важно|внимание|предупреждение)"
    r"(?:[:.]\s*(?P=mark)|(?P=mark)(?::|\s*$)))"
)
"""A block quote whose first line marks it as the author's own words, in the ways of GitHub and of books."""
_DEFINITION = "]:"
"""Stands in every definition of a link or a footnote."""
_CODE_KINDS = {
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.BREAK,
    "front_matter": BlockKind.FRONT_MATTER,
    "masked_block": BlockKind.MASKED,
}
_CONTAINER_KINDS = {
    "blockquote_open": ContainerKind.QUOTE,
    "footnote_reference_open": ContainerKind.FOOTNOTE,
}


class BlockPass(NamedTuple):
    """Leaf blocks in order, the references that inline links need, and the shape of the whole."""

    blocks: tuple[Block, ...]
    env: dict[str, Any]
    shape: tuple[tuple[str, int], ...]
    """Type and level of every block token: equal shapes are equal block structures."""
    tokens: tuple[Token, ...] = ()
    """The block tokens themselves, for readers of this package who have asked for them."""


_normalized = lru_cache(maxsize=1000)(normalizeLink)


class _Markdown(MarkdownIt):
    """The parser of the library, which takes as long to normalise an address as to read a sentence."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return _normalized(url)


@cache
def parser() -> MarkdownIt:
    """The parser of :func:`markdown`; shared and never changed."""
    return by_first(markdown())


def markdown() -> MarkdownIt:
    """CommonMark with tables, strikethrough, front matter, footnotes and masks."""
    made = _Markdown("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    made.use(front_matter_plugin)
    made.use(footnote_plugin, inline=False, move_to_end=False)
    interrupted: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    made.block.ruler.before("table", "masked_block", _masked_block, interrupted)
    made.inline.ruler2.disable("fragments_join")
    return made


@cache
def _answer_parser() -> MarkdownIt:
    """The same, with dashes below a line of text as a rule: see :class:`Source`."""
    made = markdown()
    made.block.ruler.at("lheading", _heading_above_signs)
    return by_first(made)


@cache
def _unmasked_parser() -> MarkdownIt:
    """The same without masks: CommonMark and no dialect."""
    made = markdown()
    made.block.ruler.disable("masked_block")
    return by_first(made)


def _heading_above_signs(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A heading whose underline cannot be a rule: `===`, or less than three dashes."""
    tokens, line, parent = len(state.tokens), state.line, state.parentType
    if not lheading(state, start, end, silent):
        return False
    if state.tokens[-1].markup == "=" or not hr(state, state.line - 1, end, True):
        return True
    del state.tokens[tokens:]
    state.line, state.parentType = line, parent
    return False


class _Takes(Protocol):
    def take(self, tokens: list[Token], /) -> None: ...


class _Forgetful:
    """For who wants no blocks."""

    def take(self, tokens: list[Token]) -> None:
        pass


class _State(StateBlock):
    """Notes, for each inline token, where its lines begin and end while the containers still know."""

    _row: Token
    own: tuple[OwnMask, ...] = ()
    """The masks that a configuration adds."""
    walker: _Takes | None = None
    """Who takes tokens as they come, where nobody wants them all."""

    @cached_property
    def closings(self) -> Closings:
        return Closings(self.src)

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803
        """The same as of markdown-it, at once where nothing is cut off: long code is one stretch."""
        if self.level or indent or begin >= end:
            return super().getLines(begin, end, indent, keepLastLF)
        return self.src[self.bMarks[begin] : self.eMarks[end - 1] + keepLastLF]

    def skipEmptyLines(self, from_pos: int) -> int:  # noqa: N802 - markdown-it's name
        """The same as of markdown-it, which asks for it between two blocks and nowhere else."""
        if self.tokens and self.tokens[-1].type == "footnote_reference_open":
            self.tokens[-1].map = [from_pos, from_pos]  # which it is told when it ends
        self._pass_on()
        return super().skipEmptyLines(from_pos)

    def _pass_on(self) -> None:
        if self.walker is not None:
            self.walker.take(self.tokens)
            self.tokens.clear()

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if ttype == "tr_open":
            self._pass_on()
        token = super().push(ttype, tag, nesting)
        token.attrs = token.meta = NOTHING_TOLD
        if ttype == "tr_open":
            self._row = token
        elif ttype == "inline":
            opening = self.tokens[-2]
            # A cell has no lines of its own; its row has.
            first, end = opening.map or self._row.map or (0, 0)
            begins = [self.bMarks[line] + self.tShift[line] for line in range(first, end)]
            token.meta = {"lines": (first, begins, self.eMarks[first:end])}
        return token


def _masked_block(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """The rule of markdown-it for whole lines that are no Markdown."""
    at = state.bMarks[line] + state.tShift[line]
    if at >= state.eMarks[line]:
        return False
    found: tuple[Mask | OwnMask, ...] = may_begin_block(state.src[at], interrupting=silent)
    if isinstance(state, _State) and state.own:
        found += state.own
    if not found or state.is_code_block(line):
        return False
    end = next((end for mask in found if (end := _end_of_mask(state, mask, line, end_line))), None)
    if end is None:
        return False
    if not silent:
        state.line = end
        state.push("masked_block", "", 0).map = [line, end]
    return True


def _end_of_mask(state: StateBlock, mask: Mask | OwnMask, line: int, end_line: int) -> int | None:
    """The line behind a mask that begins on a line; ``None`` where it does not."""
    at = state.bMarks[line] + state.tShift[line]
    if not mask.may_begin_at(state.src, at):
        return None
    end = mask.end_at(state.src, at, state.closings if isinstance(state, _State) else None)
    if end is not None and (not state.level or end <= state.eMarks[line]):
        return line + state.src.count("\n", at, end) + 1
    if not state.level or not mask.many or (mask.closing and end is None):
        return None
    text = _rest_of_container(state, line, end_line)
    end = mask.end_at(text, 0)
    return line + text.count("\n", 0, end) + 1 if end is not None else None


def _rest_of_container(state: StateBlock, line: int, end_line: int) -> str:
    """The text from a line to the end of its list item or quotation, without prefixes."""
    last, end = line + 1, min(end_line, line + _MOST_LINES)
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent):
        last += 1
    return state.getLines(line, last, state.sCount[line], False)


def parse_blocks(source: Source, *, masked: bool = True, tokens: bool = False) -> BlockPass:
    """Parse the blocks of a document, dialects unknown unless ``masked``. Never raises on any text.

    Its tokens are kept where they are asked for: of a long text they take far more room than all else.
    """
    state = _state(source, _parser_for(source) if masked else _unmasked_parser())
    walker = _Walker(source, _offset_map(source, state.bMarks))
    state.walker = None if tokens else walker
    state.md.block.tokenize(state, 0, state.lineMax)
    walker.take(state.tokens)
    read = state.tokens if tokens else ()
    return BlockPass(tuple(walker.blocks), dict(state.env), tuple(walker.shape), tuple(read))


def _state(source: Source, parser: MarkdownIt) -> _State:
    text = source.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    state = _State(text.replace("\0", "\ufffd"), parser, {}, [])
    state.own = own_masks(source.masks, MaskScope.BLOCK)
    return state


def references_of(source: Source) -> dict[str, Any]:
    """The references of a document, and nothing else of it: what links and footnotes may point to."""
    if _DEFINITION not in source.text:
        return {}
    state = _state(source, _parser_for(source))
    state.walker = _Forgetful()
    state.md.block.tokenize(state, 0, state.lineMax)
    return dict(state.env)


def joined_references(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The references of a text from those of its parts, in order: the first of a label counts."""
    links: dict[str, Any] = {}
    notes: dict[str, int] = {}
    for env in reversed(found):
        links.update(env.get("references", {}))
        notes.update(env.get("footnotes", {}).get("refs", {}))
    return {"references": links, "footnotes": {"refs": notes}} if links or notes else {}


def targets_of(env: Mapping[str, Any]) -> dict[str, tuple[str, str] | None]:
    """What references may point to: label → destination and title, of a footnote (`^1`) → nothing."""
    notes = env.get("footnotes", {}).get("refs", {})
    return {**definitions_of(env), **{f"^{label[1:]}": None for label in notes}}


def definitions_of(env: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Label → destination and title of the link definitions that the parser has met."""
    found = env.get("references", {})
    return {label: (target["href"], target["title"]) for label, target in found.items()}


def _parser_for(source: Source) -> MarkdownIt:
    return parser() if source.underlines else _answer_parser()


def blocks_of(source: Source) -> BlockPass:
    """:func:`parse_blocks` for those who read a whole document in several ways, one after the other.

    Those of a long one are not kept, and have no tokens: :func:`with_tokens` reads it again.
    """
    return _recent(source) if len(source.text) <= _MOST_CHARACTERS else parse_blocks(source)


@lru_cache(maxsize=1)
def _recent(source: Source) -> BlockPass:
    return parse_blocks(source, tokens=True)


def with_tokens(source: Source) -> BlockPass:
    """:func:`blocks_of` with all tokens."""
    passed = blocks_of(source)
    return passed if passed.tokens else parse_blocks(source, tokens=True)._replace(env=passed.env)


def _offset_map(source: Source, begins: list[int]) -> Callable[[int, int], int]:
    """Maps an offset into the normalised text, on a known line, to the source."""
    if "\r\n" not in source.text:
        return lambda _line, offset: offset
    line_starts, source_starts = list(begins), source.line_starts  # markdown-it moves the begins

    def to_source(line: int, offset: int) -> int:
        return source_starts[line] + offset - line_starts[line]

    return to_source


class _Walker:
    """Turns block tokens, as they come, into leaf blocks that know their containers."""

    def __init__(self, source: Source, to_source: Callable[[int, int], int]) -> None:
        self.source = source
        self.to_source = to_source
        self.blocks: list[Block] = []
        self.shape: list[tuple[str, int]] = []
        self.known: dict[tuple[str, int], tuple[str, int]] = {}
        self.previous: Token | None = None
        self.containers: list[Container] = []
        self.lists: list[tuple[int, int]] = []
        self.list_count = 0
        self.cells: list[Span] | None = None

    def take(self, tokens: list[Token]) -> None:
        """Go through the tokens that come next."""
        for token in tokens:
            about = token.type, token.level
            self.shape.append(self.known.setdefault(about, about))
            self.blocks += self._read(token, self.previous)
            self.previous = token

    def _read(self, token: Token, previous: Token | None) -> Iterator[Block]:
        kind = _CODE_KINDS.get(token.type)
        if token.type == "list_item_close" and previous is not None and previous.type == "list_item_open":
            yield from self._empty_item()
        if kind is not None:
            yield self._opaque(kind, token)
        elif token.type == "inline" and previous is not None:
            yield self._text_block(token, previous)
        else:
            self._track(token)

    def _track(self, token: Token) -> None:
        if token.type in _CONTAINER_KINDS:
            self.containers.append(self._container(_CONTAINER_KINDS[token.type], token))
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            self.list_count += 1
            self.lists.append((self.list_count, len(self.containers)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif token.type == "list_item_open":
            self.containers.append(self._item(token))
        elif token.type in {"blockquote_close", "footnote_reference_close", "list_item_close"}:
            self.containers.pop()
        elif token.type == "tr_open":
            self.cells = None

    def _container(self, kind: ContainerKind, token: Token) -> Container:
        first, _ = token.map or [0, 0]
        alert = kind is ContainerKind.QUOTE and bool(_ALERT.match(self.source.line(first)))
        return Container(kind, first, is_alert=alert)

    def _item(self, token: Token) -> Container:
        first, _ = token.map or [0, 0]
        ordered = bool(token.info)
        return Container(
            kind=ContainerKind.ORDERED if ordered else ContainerKind.BULLET,
            line=first,
            marker=self._marker(first, f"{token.info}{token.markup}"),
            number=int(token.info) if ordered else None,
            list_id=self.lists[-1][0],
            delimiter=token.markup if ordered else "",
        )

    def _marker(self, line: int, marker: str) -> Span | None:
        """The place of a list marker: the first one on the line behind the markers of outer items."""
        after = max(
            (c.marker.end for c in self.containers if c.line == line and c.marker),
            default=self.source.line_starts[line],
        )
        start = self.source.text.find(marker, after, self.source.line_end(line))
        return Span(start, start + len(marker)) if start >= 0 else None

    def _opaque(self, kind: BlockKind, token: Token) -> Block:
        first, end = token.map or [0, 0]
        return Block(kind, tuple(self.containers), first, end)

    def _text_block(self, token: Token, opening: Token) -> Block:
        first, begins, ends = token.meta["lines"]
        spans = [
            Span(self.to_source(first + i, begin), self.to_source(first + i, end))
            for i, (begin, end) in enumerate(zip(begins, ends, strict=True))
        ]
        if opening.type == "heading_open":
            return self._heading(token, opening, first, spans)
        if opening.type in {"th_open", "td_open"}:
            return self._table_cell(opening, first, spans[0])
        return Block(
            BlockKind.PARAGRAPH,
            tuple(self.containers),
            first,
            first + len(spans),
            trimmed(self.source, spans),
        )

    def _empty_item(self) -> Iterator[Block]:
        """A number alone on its line is the label of a point; what it has no text for, stands below."""
        item = self.containers[-1]
        if item.kind is ContainerKind.ORDERED and item.marker is not None:
            lines = (Span(item.marker.end, item.marker.end),)
            yield Block(BlockKind.PARAGRAPH, tuple(self.containers), item.line, item.line + 1, lines)

    def _heading(self, token: Token, opening: Token, first: int, spans: list[Span]) -> Block:
        level = int(opening.tag[1])
        end = first + len(spans)
        if opening.markup in {"=", "-"}:
            spans = spans[:-1]
        else:
            after = spans[0].start + level
            line = self.source.text[after : spans[0].end].replace("\0", "\ufffd")  # as the parser reads it
            start = after + line.find(token.content)
            spans = [Span(start, start + len(token.content))]
        return Block(
            BlockKind.HEADING, tuple(self.containers), first, end, trimmed(self.source, spans), level
        )

    def _table_cell(self, opening: Token, line: int, row: Span) -> Block:
        if self.cells is None:
            self.cells = split_row(self.source.text, row)[::-1]
        span = self.cells.pop() if self.cells else Span(row.end, row.end)
        return Block(
            BlockKind.CELL,
            tuple(self.containers),
            line,
            line + 1,
            trimmed(self.source, [span]),
            header=opening.type == "th_open",
        )
