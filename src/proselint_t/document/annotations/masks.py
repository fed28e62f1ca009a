"""What no word rule may read: URLs, bare domains, e-mail addresses and, apart from them, file names.

Code, HTML and most of ``masks.yaml`` are masked where the parser meets them. Here stands what is read in
the text that is left: none of it depends on the glyphs of quotation marks, and each pattern reads a text in
linear time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from proselint_t.document.annotations.dialects import masks_of_text, may_hold_mask
from proselint_t.document.annotations.file_names import NAMES, find_file_names, may_hold_file_name
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.text.prose import Prose

_PLAIN = r"""(?:[^\s<>()«»"`“”„‟‹›‘’‚'\ufffc]|(?<=\w)['’](?=\w))"""
"""A character of an address: neither a space, a bracket, a mask nor a quotation mark (but an apostrophe)."""

_REST = rf"{_PLAIN}*(?:\({_PLAIN}*\){_PLAIN}*)*"

_URL = pattern(
    rf"""(?<![\w+.-])(?:[a-z][a-z0-9+.-]{{0,20}}://(?=[^\s/])
                      |file:///
                      |(?:mailto|tel|javascript|urn|magnet):(?=\S)
                      |data:(?=\w+/)
                      |www\.(?=\w)){_REST}""",
    re.VERBOSE | re.IGNORECASE,
)
_BEGINNINGS = ("mailto:", "tel:", "javascript:", "urn:", "magnet:", "data:", "www.")
"""What a URL without `://` begins with: looked for first, because a colon stands in most texts."""
_ADDRESS = pattern(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_DOUBLE_HYPHEN = pattern(r"(?<=[\w»”)])(?<!_)-{2,3}(?=[«“(]?[^\W_])|(?<=[ ])-{2,3}(?=[ ])")
"""A dash of a typewriter."""
_TRAILING = ".,;:!?…*_~|"
_MAY_BE_DOMAIN = pattern(r"\.[^\W\d_]")
_COLON = pattern(r":\S")
"""Stands in each URL but for those whose signs a file name has too."""


@cache
def _domain() -> re.Pattern[str]:
    """A host name with a known ending; port and path may follow, a full stop may not."""
    names = "|".join(sorted(NAMES.words("domains"), key=len, reverse=True))
    return re.compile(
        rf"""(?<![\w@./\\~$%-])(?P<host>(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?P<ending>(?:{names})))
             (?![\w(-]|[.@\\]\w)(?::\d+)?(?P<path>/{_REST})?""",
        re.VERBOSE | re.IGNORECASE,
    )


def with_masks(prose: Prose) -> Prose:
    """The same prose with its URLs, domains, addresses and file names masked: itself where it has none."""
    hidden = prose.masked
    if not may_be_masked(hidden):
        return prose
    found: list[Span] = []
    for search in (_urls, _addresses, masks_of_text, _domains):
        spans = list(search(hidden))
        if spans:
            found += spans
            hidden = prose.masked_view((*prose.masks, *found))
    files = tuple(find_file_names(hidden))
    if not found and not files and "--" not in prose.text:
        return prose
    masks = tuple(sorted((*prose.masks, *found)))
    if "--" in prose.text:
        prose = replace(prose, text=_with_dashes(prose.text, prose.masked_view((*masks, *files))))
    return replace(prose, masks=masks, files=files) if found or files else prose


def may_be_masked(text: str) -> bool:
    """Whether a text holds a sign of what is masked here, or of a dash."""
    return (
        _COLON.search(text) is not None
        or may_hold_file_name(text)  # whose signs a domain has too
        or "--" in text
        or may_hold_mask(text)
    )


def _with_dashes(text: str, hidden: str) -> str:
    """`--` and `---` between words are dashes; each hyphen is read as one, so that no offset changes."""
    characters = list(text)
    for found in _DOUBLE_HYPHEN.finditer(hidden):
        characters[slice(*found.span())] = "—" * len(found[0])
    return "".join(characters)


def _urls(text: str) -> Iterator[Span]:
    if "://" in text or any(map(text.lower().__contains__, _BEGINNINGS)):
        for match in _URL.finditer(text):
            yield _without_stops(text, match.start(), match.end())


def _addresses(text: str) -> Iterator[Span]:
    if "@" in text:
        yield from (Span(*match.span()) for match in _ADDRESS.finditer(text))


def _domains(text: str) -> Iterator[Span]:
    if not _MAY_BE_DOMAIN.search(text):
        return
    for match in _domain().finditer(text):
        if _is_domain(match):
            yield _without_stops(text, match.start(), match.end())


def _is_domain(match: re.Match[str]) -> bool:
    host, ending = match["host"], match["ending"]
    if host in NAMES.words("products"):
        return False
    if not ending.islower() and not host.isupper():
        return False  # two sentences without a space between them, or a namespace
    return (
        bool(match["path"])
        or ending not in NAMES.words("domain_or_ending")
        or host in NAMES.words("websites")
    )


def _without_stops(text: str, start: int, end: int) -> Span:
    """Punctuation at the end of an address belongs to the sentence."""
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return Span(start, end)
