"""Rules of markdown-it by the character that they may begin with.

The parser tries every rule at every line of a paragraph and at every mark in a line, and nearly all of them
look at one character and give up. Here only those are tried that the character lets begin: the same rules in
the same order, with the same result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.ruler import Ruler

from proselint_t.text.limits import MAX_NESTING, limit, reach
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_BLOCKS = {
    "front_matter": "-",
    "footnote_def": "[",
    "reference": "[",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "html_block": "<",
    "heading": "#",
}
_INLINES = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "footnote_ref": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""The names of rules, with the characters that they may begin with; others may begin anywhere."""

_Tried = dict[str, list[Any]]
"""Character → the rules that may begin with it, in order; with `""` those for any other character."""


class _ByFirst(Ruler[Any]):
    """The rules of another ruler; each chain of them is one rule that tries those it must."""

    def __init__(self, rules: Ruler[Any], firsts: Mapping[str, str], one_of: Callable[[_Tried], Any]) -> None:
        super().__init__()
        self.__rules__ = rules.__rules__
        self._firsts, self._one_of = firsts, one_of
        self._chains: dict[str, list[Any]] = {}

    def getRules(self, chainName: str = "") -> list[Any]:  # noqa: N802, N803 - markdown-it's names
        if chainName not in self._chains:
            self._chains[chainName] = [self._one_of(self._tried(chainName))]
        return self._chains[chainName]

    def _tried(self, chain: str) -> _Tried:
        rules = [rule for rule in self.__rules__ if rule.enabled and (not chain or chain in rule.alt)]
        return {
            first: [rule.fn for rule in rules if first in {*self._firsts.get(rule.name, [first])}]
            for first in ["", *"".join(self._firsts.values())]
        }


def by_first(markdown: MarkdownIt) -> MarkdownIt:
    """The same parser, quicker; its rules must not be changed any more."""
    markdown.block.ruler = _ByFirst(markdown.block.ruler, _BLOCKS, _block_rule)
    markdown.inline.ruler = _ByFirst(markdown.inline.ruler, _INLINES, _inline_rule)
    return markdown


def _block_rule(tried: _Tried) -> Callable[[StateBlock, int, int, bool], bool]:
    """Deeper quotes, lists and the like are read as text, so that nothing is dropped."""
    others, deepest = tried[""], int(limit(MAX_NESTING))

    def one_of(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        rules = tried.get(state.src[at : at + 1], others)
        if state.level >= deepest and rules is not others:
            reach(MAX_NESTING, translated("what is nested deeper than %s levels is read as text", deepest))
            rules = others
        for rule in rules:  # noqa: SIM110 - the generator of `any` costs more than most rules, and a frame
            if rule(state, line, end, silent):
                return True
        return False

    return one_of


def _inline_rule(tried: _Tried) -> Callable[[StateInline, bool], bool]:
    others = tried[""]

    def one_of(state: StateInline, silent: bool) -> bool:
        for rule in tried.get(state.src[state.pos], others):  # noqa: SIM110
            if rule(state, silent):
                return True
        return False

    return one_of
