"""The inline pass: the text of one block → prose with origins, and the markup around it.

markdown-it gives inline tokens no places. A subclass of its inline state notes where each token and
each run of text begins, so that nothing has to be searched for afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from proselint_t.document.annotations.dialects import MaskScope, own_masks, span_end
from proselint_t.document.markdown.blocks import NOTHING_TOLD, markdown
from proselint_t.document.markdown.collector import Collector, InlinePass, Places
from proselint_t.document.markdown.dispatch import by_first
from proselint_t.document.markdown.pairs import code_pattern, pairs_in
from proselint_t.text.limits import MAX_LINKS, limit, reach
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from proselint_t.text.source import Source
    from proselint_t.text.span import Span

_TWO_SPACES = r"\n(?<=  \n)"
# What every alternative begins with a sign of its own for, `re` jumps to, and not to a set beside others.
_SPECIAL = pattern(rf"\\|`|\*|_|\[|\]|<|>|&|!|~|\$|\{{|%%|{_TWO_SPACES}")
"""Text without any of these has no markup, no mask and no hard line break, and stands for itself."""
_MARKUP = pattern(rf"\\|\*|\[|<|\$|\{{|_(?:(?<![^\W_]_)|(?![^\W_]))|&(?=[#\w])|~~|%%|\]\(|{_TWO_SPACES}")
"""Text without any of these has none but code: `snake_case`, `a > b` and a lone `!` are prose."""
_CODE = pattern(code_pattern(), re.DOTALL)
_FOOTNOTE = pattern(r"\[\^([^\] \n]+)\]")
_SETTLED = pattern(r"(?:(?:[^\\`*_~<${%\[\]\n]|\[[^\\`*_~<${%\[\]\n]*+\](?!\())*+\n)++")
"""Lines without a mark that may have its partner in another line; brackets have theirs, and no address."""
_MOST_CHARACTERS = 20_000
"""Of a block whose tokens are made all at once, if lines of it are settled."""
_MOST_BLOCKS = 1000
_MOST_TOKENS = 1000
"""Of one document whose tokens are kept, and of a block: they take far more room than their text."""


@cache
def _parser() -> MarkdownIt:
    """The rules of ``blocks`` with the preset's nesting for inlines, and with masks before all others.

    Deeper links and images are read as text there, nothing is dropped, and `[[[[…` stays linear.
    """
    made = markdown()
    made.options["maxNesting"] = int(limit(MAX_LINKS))
    inline = _Inline()
    inline.ruler, inline.ruler2 = made.inline.ruler, made.inline.ruler2
    made.inline = inline
    made.inline.ruler.after("text", "masked_span", _masked_span)
    made.inline.ruler.at("text", _text)
    made.inline.ruler.at("footnote_ref", _footnote_ref)
    return by_first(made)


class _Inline(ParserInline):
    """Tells where brackets stand too deep in each other for the library, which reads them as text."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        deepest = state.md.options["maxNesting"]
        if state.level >= deepest and state.pos not in state.cache:
            told = translated("links and brackets in more than %s others are read as text", deepest)
            reach(MAX_LINKS, told)
        super().skipToken(state)


class _State(StateInline):
    """Notes in ``token.map`` where in the text each token begins, and where the state stood.

    markdown-it leaves that field of inline tokens alone, while plugins overwrite ``meta``.
    """

    own: dict[int, int]
    """Where the spans begin and end that a configuration masks, in order."""
    own_starts: list[int]
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
        token.attrs = token.meta = NOTHING_TOLD
        at = self.pos
        if ttype == "text" and len(self.tokens) > 1:
            # The markers of one run (`***`) are pushed one by one from the same position.
            before = self.tokens[-2]
            if before.type == "text" and before.map and before.map[1] == self.pos:
                at = before.map[0] + len(before.content)
        token.map = [at, self.pos]
        return token


def _masked_span(state: StateInline, silent: bool) -> bool:
    """The rule of markdown-it for what is no Markdown inside a block."""
    end = state.own.get(state.pos) if isinstance(state, _State) else None
    end = end or span_end(state.src, state.pos)
    if end is None or end > state.posMax:
        return False
    if not silent:
        state.push("masked_span", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _text(state: StateInline, silent: bool) -> bool:
    """markdown-it's rule for text, which here ends where a mask of the configuration begins too."""
    if isinstance(state, _State) and state.pos in state.own:
        return False
    found = state.md.inline.terminator_re.search(state.src, state.pos)
    end = found.start() if found else state.posMax
    if isinstance(state, _State) and state.own:
        following = bisect_right(state.own_starts, state.pos)
        end = min([end, *state.own_starts[following : following + 1]])
    if end <= state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    """The rule of the plugin for the mark of a footnote; nobody counts here how often one is named."""
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if found is None or f":{found[1]}" not in state.env.get("footnotes", {}).get("refs", {}):
        return False
    if not silent:
        state.push("footnote_ref", "", 0)
    state.pos = found.end()
    return True


def parse_inlines(source: Source, lines: Sequence[Span], env: dict[str, Any]) -> InlinePass:
    """The prose of a block whose text stands at ``lines`` of the source. Never raises on any text."""
    places = Places(source, lines)
    text = places.text
    own = _own_spans(source, text)
    code = [found.span() for found in _CODE.finditer(text)] if "`" in text else []
    if not own and not _MARKUP.search(_CODE.sub("`", text) if code else text):
        return places.read(text, code)
    pairs = None if own else pairs_in(text)
    if pairs is not None:
        return places.read(text, code, pairs)
    stretches = [(0, len(text))] if own else _stretches(text)
    return Collector(text, places).collect(
        (begin, end, _recent.tokens(text[begin:end], env, own)) for begin, end in stretches
    )


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are read each by itself: no markup reaches from one into the next."""
    begin = 0
    while len(text) - begin > _MOST_CHARACTERS:
        settled = _SETTLED.match(text, begin, begin + _MOST_CHARACTERS)
        if settled is None or text.startswith((" ", "\t"), settled.end()):
            break
        yield begin, settled.end()
        begin = settled.end()
    yield begin, len(text)


def inline_tokens(
    source: Source, lines: Sequence[Span], env: dict[str, Any]
) -> tuple[str, list[Token] | None]:
    """The text of a block and its inline tokens, each with its place in the text in ``map[0]``.

    ``None`` for the tokens: the text has no markup and stands for itself.
    """
    text = Places(source, lines).text
    own = _own_spans(source, text)
    if not own and not _SPECIAL.search(text) and " \n" not in text:
        return text, None
    return text, _recent.tokens(text, env, own)


def may_be_marked(text: str) -> bool:
    """Whether a text may hold markup, a masked span or a hard line break, alone or as part of one."""
    return _SPECIAL.search(text) is not None


def _own_spans(source: Source, text: str) -> dict[int, int]:
    """Where the spans begin and end that a configuration masks."""
    return {at: end for mask in own_masks(source.masks, MaskScope.SPAN) for at, end in mask.spans(text)}


class _Recent:
    """The tokens of the first blocks of the document read last: who reads it in another way finds them."""

    def __init__(self) -> None:
        self._env: dict[str, Any] | None = None
        self._known: dict[tuple[str, tuple[tuple[int, int], ...]], list[Token]] = {}

    def tokens(self, text: str, env: dict[str, Any], own: dict[int, int]) -> list[Token]:
        if self._env is not env:
            self._env, self._known = env, {}
        key = text, tuple(own.items())
        found = self._known.get(key)
        if found is None:
            found = _tokens(text, env, own)
            if len(self._known) < _MOST_BLOCKS and len(found) <= _MOST_TOKENS:
                self._known[key] = found
        return found


_recent = _Recent()


def _tokens(text: str, env: dict[str, Any], own: dict[int, int]) -> list[Token]:
    state = _State(text.replace("\0", "\ufffd"), _parser(), env, [])
    state.own, state.own_starts = own, sorted(own)
    inline = _parser().inline
    inline.tokenize(state)
    for rule in inline.ruler2.getRules(""):
        rule(state)
    return state.tokens
