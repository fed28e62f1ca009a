"""What of a source Vale reads beside its text: the front matter's texts, and what it is told to ignore.

As in Vale the source is rewritten before it is parsed, parts of it to code and comments; here every character
keeps the place it came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from proselint_t.rules.vale.patterns import compiled_go
from proselint_t.text.errors import ConfigError
from proselint_t.text.prose import Prose, ProseBuilder
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proselint_t.document.markdown.markup_stream import MarkupEvent
    from proselint_t.rules.vale.settings import ValeSettings
    from proselint_t.text.source import Source


_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
"""As Vale sees it, which knows three dashes alone."""
_NO_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off|[-+]?[\d_.]+(?:e[-+]?\d+)?|\d{4}-\d\d-\d\d(?:[ T].*)?|", re.IGNORECASE
)


def front_matter_texts(source: Source) -> Iterator[tuple[str, Prose]]:
    """Key and value of each text on the first level; nothing where there is no sound front matter."""
    match = _FRONT_MATTER.match(source.text)
    if match is None:
        return
    try:
        root = read_yaml(match[1], source.path)
        entries = root.mapping().items()
    except ConfigError:
        return
    for key, node in entries:
        if isinstance(node.value, str) and not (node.plain and _NO_TEXT.fullmatch(node.value)):
            yield key, _in_place(node.value, match[1], node.start, match.start(1))


def _in_place(value: str, text: str, start: int, origin: int) -> Prose:
    """The value where it stands, line by line. What is escaped has the beginning for a place."""
    at = text.find(value, start)
    if at >= 0:
        return Prose(value, (0,), (origin + at,))
    builder = ProseBuilder()
    at = start
    for line in value.splitlines(keepends=True):
        bare = line.rstrip("\n")
        found = text.find(bare, at)
        if found < 0:
            builder.add(bare, origin + at)
            continue
        at = found + len(bare)
        builder.add(line if text[at : at + 1] == "\n" else bare, origin + found)
    return builder.build()


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """``origins[i]`` is where character ``i`` of ``text`` came from."""

    text: str
    origins: list[int]

    def replaced(self, pattern: str, before: str, after: str) -> _Rewritten:
        """Each match becomes its first group between two marks."""
        parts: list[str] = []
        origins: list[int] = []
        last = 0
        for match in compiled_go(pattern).find_all(self.text):
            start, end = match.span(1) if match.re.groups else match.span()
            start, end = (start, end) if start >= 0 else (match.start(), match.start())
            parts += [self.text[last : match.start()], before, self.text[start:end], after]
            at = self.origins[match.start()] if match.start() < len(self.origins) else 0
            origins += self.origins[last : match.start()]
            origins += [at] * len(before) + self.origins[start:end] + [at] * len(after)
            last = match.end()
        parts.append(self.text[last:])
        return _Rewritten("".join(parts), origins + self.origins[last:])


def readable(
    source: Source, settings: ValeSettings, stream: Callable[[Source], Iterator[MarkupEvent]]
) -> Iterable[MarkupEvent]:
    """The stream of a document of which some parts are not read, with the places of the source."""
    blocks = settings.of(settings.block_ignores, source.path)
    tokens = settings.of(settings.token_ignores, source.path)
    delimiters = settings.of(settings.delimiters, source.path)
    if not (blocks or tokens or delimiters):
        return stream(source)
    text = _Rewritten(source.text, list(range(len(source.text))))
    for pattern in blocks:
        text = text.replaced(pattern, "\n```\n", "\n```\n")
    for pattern in tokens:
        text = text.replaced(pattern, "`", "`")
    for mark, comment in zip(delimiters[:2], ("<!--", "-->"), strict=False):
        text = text.replaced(f"(){_literal(mark)}", comment, "")
    if text.text == source.text:
        return stream(source)
    origins = [*text.origins, len(source.text)]
    return (_placed(one, origins) for one in stream(replace(source, text=text.text)))


def _literal(text: str) -> str:
    return "".join(f"\\{character}" if not character.isalnum() else character for character in text)


def _placed(one: MarkupEvent, origins: list[int]) -> MarkupEvent:
    if not one.prose.text:
        return one
    builder = ProseBuilder()
    prose: Prose = one.prose
    for offset, character in enumerate(prose.text):
        builder.add(character, origins[min(prose.origin(offset), len(origins) - 1)])
    return replace(one, prose=builder.build())
