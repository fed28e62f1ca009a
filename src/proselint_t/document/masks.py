"""What no word rule may read: URLs, bare domains, e-mail addresses and, apart from them, file names.

Code, math and HTML are masked where the parser meets them. Here stand only patterns over prose.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.prose import Prose

_URL = re.compile(
    r"""\b(?:https?|ftp|file|git|ssh|s3|data|mailto|javascript)(?:://|:(?=[^\s:/]))[^\s<>()«»"`“”]*(?:\([^\s()<>]*\)[^\s<>()«»"`]*)*
      | \bwww\.[^\s<>()«»"`“”]+""",
    re.VERBOSE | re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_TRAILING = ".,;:!?…*_'’”\""


@cache
def _domains() -> re.Pattern[str]:
    names = "|".join(sorted(_words("domains"), key=len, reverse=True))
    # A path may follow; `name.tld.` at the end of a sentence keeps its full stop outside.
    return re.compile(
        rf"(?<![\w@./\\-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{names})(?![\w-])(?!\.[a-z])(?::\d+)?(?:/[^\s<>()«»\"`“”]*)?",
        re.IGNORECASE,
    )


@cache
def _file_names() -> re.Pattern[str]:
    """A path whose last part is a name with a known ending, a dot file, or a well-known bare name."""
    endings = "|".join(sorted(_words("endings"), key=len, reverse=True))
    bare = "|".join(re.escape(name) for name in sorted(_words("bare_names"), key=len, reverse=True))
    dotted = "|".join(re.escape(name) for name in sorted(_words("dot_files"), key=len, reverse=True))
    part = r"[\w@+~#$%{}-][\w.@+~#$%{}-]*"
    return re.compile(
        rf"""(?<![\w@/\\.*<>{{}}-])(?:[A-Za-z]:[\\/]|~?/|\.{{1,2}}/|\\\\)?(?:\.?{part}[/\\])*
             (?:{part}\.(?:{endings})|(?:{dotted})|(?:{bare}))
             (?![\w/\\*-])(?!\.\w)(?!\(\))""",
        re.VERBOSE,
    )


@cache
def _lists() -> dict[str, list[str]]:
    import yaml  # noqa: PLC0415 - only documents with a dot between letters need the lists

    with Path(__file__).with_name("names.yaml").open(encoding="utf-8") as file:
        lists: dict[str, list[str]] = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return lists


def _words(key: str) -> list[str]:
    return [word for line in _lists()[key] for word in str(line).split()]


def with_masks(prose: Prose) -> Prose:
    """The same prose with its URLs, domains, addresses and file names masked."""
    text = prose.text
    if "." not in text and "://" not in text and not _may_hold_bare_name(text):
        return prose
    masked = prose.masked
    found = sorted({*_urls(masked), *_addresses(masked)})
    hidden = prose.masked_view((*prose.masks, *found)) if found else masked
    domains = sorted(_domain_spans(hidden))
    if domains:
        found = sorted([*found, *domains])
        hidden = prose.masked_view((*prose.masks, *found))
    files = tuple(_file_spans(hidden))
    if not found and not files:
        return prose
    return replace(prose, masks=tuple(sorted((*prose.masks, *found))), files=files)


def _may_hold_bare_name(text: str) -> bool:
    return "file" in text or "LICENSE" in text or "CODEOWNERS" in text


def _urls(text: str) -> Iterator[Span]:
    if "www." in text or ":" in text:
        for match in _URL.finditer(text):
            yield Span(match.start(), match.start() + len(match.group().rstrip(_TRAILING)))


def _addresses(text: str) -> Iterator[Span]:
    if "@" in text:
        yield from (Span(*match.span()) for match in _EMAIL.finditer(text))


def _domain_spans(text: str) -> Iterator[Span]:
    if not re.search(r"\w\.[A-Za-z]", text):
        return
    for match in _domains().finditer(text):
        ambiguous = match.group().rpartition(".")[2].lower() in _words("domain_or_ending")
        if ambiguous and "/" not in match.group():
            continue  # `config.sh` is a file unless a path follows
        yield Span(match.start(), match.start() + len(match.group().rstrip(_TRAILING)))


def _file_spans(text: str) -> Iterator[Span]:
    if not _FILE_LIKE.search(text):
        return
    products = set(_words("products"))
    for match in _file_names().finditer(text):
        if match.group() not in products:
            yield Span(*match.span())


_FILE_LIKE = re.compile(r"\.[A-Za-z]|file\b|LICENSE|CODEOWNERS")
