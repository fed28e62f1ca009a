"""The inline pass: the text of one block → prose with origins, and the markup around it.

markdown-it gives inline tokens no places. A subclass of its inline state notes where each token and
each run of text begins, so that nothing has to be searched for afterwards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from markdown_it.rules_inline import StateInline

from proselint_t.document.blocks import inline_parser
from proselint_t.document.collector import Collector, InlinePass, Places

if TYPE_CHECKING:
    from markdown_it.token import Token

    from proselint_t.source import Source
    from proselint_t.span import Span

_SPECIAL = re.compile(r"[\\`*_\[\]<>&!~$]|  \n")
"""Text without any of these has no markup and no hard line break, and needs no inline pass."""


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


def parse_inlines(source: Source, lines: tuple[Span, ...], env: dict[str, Any]) -> InlinePass:
    """The prose of a block whose text stands at ``lines`` of the source. Never raises on any text."""
    text = _text_of(source, lines)
    places = Places(source, lines)
    if not _SPECIAL.search(text):
        return InlinePass(places.plain(text))
    return Collector(text, places, _tokens(text, env)).collect()


def inline_tokens(source: Source, lines: tuple[Span, ...], env: dict[str, Any]) -> tuple[str, list[Token]]:
    """The text of a block and its inline tokens, each with its place in the text in ``map[0]``."""
    text = _text_of(source, lines)
    return text, _tokens(text, env)


def _text_of(source: Source, lines: tuple[Span, ...]) -> str:
    return "\n".join(source.text[span.start : span.end] for span in lines)


def _tokens(text: str, env: dict[str, Any]) -> list[Token]:
    state = _State(text.replace("\0", "\ufffd"), inline_parser(), env, [])
    inline = inline_parser().inline
    inline.tokenize(state)
    for rule in inline.ruler2.getRules(""):
        rule(state)
    return state.tokens
