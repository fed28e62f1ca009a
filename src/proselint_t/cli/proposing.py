"""What ``init`` proposes for the files that it finds: a preset for each kind of document, by folder and name.

Owns how kinds are told from texts, and how files that are alike become a pattern. It must not know what a
preset does.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from proselint_t.document.points import DEEP, NUMBER
from proselint_t.notation.composite import parts
from proselint_t.runner.discovery import find_files
from proselint_t.text.errors import InputError
from proselint_t.text.limits import MAX_FILES, limit, reach
from proselint_t.text.messages import translated
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_ALIKE = 0.6
"""The share of files under one pattern that must be of its kind."""
_ANSWERS = 0.3
"""The share of the fences below one line that must hold answers: the others hold fragments of them."""
_POINT = re.compile(rf"^{NUMBER}\)[ \t]", re.MULTILINE)
_SUBPOINT = re.compile(rf"^{DEEP}\)[ \t]", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
_DEFINITION = re.compile(r"`[^`\n]+` ?≔")
_FENCE = re.compile(
    r"^(?P<above>[^\n]*\S)[^\S\n]*\n(?=\s*^(?P<marks>`{3,}|~{3,})(?P<name>markdown|md)[ \t]*\n(?P<text>))",
    re.MULTILINE,
)
_END = re.compile(r"^[`~]{3,}[ \t]*$", re.MULTILINE)
_REPORTS = re.compile(r"(?i:reports?|отч[её]ты?)")
_NUMBER = re.compile(r"\d")


class DocumentKind(StrEnum):
    """What a document is. All but the last are names of presets."""

    ANSWER = "answer"
    REPORT = "report"
    NOTATION = "notation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Text:
    """A document: where it is, what it is, and what its fences hold by the line above them."""

    path: Path
    kind: DocumentKind
    fences: tuple[tuple[str, str, DocumentKind], ...]
    """Word behind the marks, line above, and kind of each."""


def proposed(folder: Path) -> Iterator[str]:
    """Lines of a configuration for the documents below a folder; none where no kind shows."""
    texts = list(_read(folder))
    overrides = [*_overrides(texts)]
    replies = _replies(texts) if overrides else []
    if replies:
        yield translated("# Replies beside the requests that they answer are nobody's to mend:")
        yield f"exclude: {_listed(replies)}"
        yield ""
    if overrides:
        yield translated("# As the files that are there suggest:")
        yield "overrides:"
        yield from overrides


def _read(folder: Path) -> Iterator[_Text]:
    files, most = find_files([folder], lambda _: False).files, int(limit(MAX_FILES))
    if len(files) > most:
        reach(MAX_FILES, translated("only the first %s files were looked at", f"{most:,}"))
    for path in files[:most]:
        with suppress(InputError):
            text = Source.read(path).text
            here = path.relative_to(folder)
            kind = DocumentKind.OTHER if parts(Source(text)) else _kind(text)
            is_report = kind is not DocumentKind.NOTATION and _REPORTS.fullmatch(here.parent.name)
            yield _Text(here, DocumentKind.REPORT if is_report else kind, tuple(_fences(text)))


def _kind(text: str) -> DocumentKind:
    """An answer has points of two levels, or begins with one; what defines symbols is notation."""
    if _DEFINITION.search(text):
        return DocumentKind.NOTATION
    points = len(_POINT.findall(text))
    if points > 1 and (_SUBPOINT.search(text) or _POINT.match(text)) and not _HEADING.search(text):
        return DocumentKind.ANSWER
    return DocumentKind.OTHER


def _fences(text: str) -> Iterator[tuple[str, str, DocumentKind]]:
    ends = list(_END.finditer(text))
    of_marks: dict[str, list[re.Match[str]]] = {}
    position = 0
    for match in _FENCE.finditer(text):
        marks, begin = match["marks"], match.start("text")
        if marks not in of_marks:
            of_marks[marks] = [end for end in ends if end[0].startswith(marks)]
        following = bisect_left(of_marks[marks], begin, key=re.Match.start)
        if match.start() < position or following == len(of_marks[marks]):
            continue
        end = of_marks[marks][following]
        position = end.end()
        held = text[begin : end.start()]
        if held.strip().count("\n"):
            yield match["name"], match["above"].lstrip(" \t>#*-").rstrip(" :"), _kind(held)


def _overrides(texts: Sequence[_Text]) -> Iterator[str]:
    """An override for each kind, with the patterns of its files."""
    groups = _groups(texts)
    for kind in (DocumentKind.ANSWER, DocumentKind.REPORT, DocumentKind.NOTATION):
        own = {pattern: group for pattern, group in groups.items() if _most(group) is kind}
        if own:
            yield f"  - files: {_listed(sorted(own))}"
            yield f"    preset: {kind}"
            yield from _inside(text for group in own.values() for text in group)


def _groups(texts: Sequence[_Text]) -> dict[str, list[_Text]]:
    """Pattern → files: those of a folder's name, or, where they are of many kinds, of a file's name in it."""
    folders: defaultdict[str, list[_Text]] = defaultdict(list)
    for text in texts:
        folders[_unnumbered(text.path.parent.name)].append(text)
    groups: dict[str, list[_Text]] = {}
    for folder, inside in folders.items():
        below = f"**/{folder}/" if folder else ""
        if len({text.kind for text in inside}) > 1 and _most(inside) is not DocumentKind.ANSWER:
            names: defaultdict[str, list[_Text]] = defaultdict(list)
            for text in inside:
                names[_unnumbered(text.path.name)].append(text)
            groups |= {f"{below}{name}": some for name, some in names.items()}
        else:
            groups[f"{below}*.md"] = inside
    return {pattern: group for pattern, group in groups.items() if len(group) > 1}


def _unnumbered(name: str) -> str:
    """The name with digits as a pattern: `01.md` is like `02.md`."""
    return _NUMBER.sub("[0-9]", name)


def _most(group: Sequence[_Text]) -> DocumentKind | None:
    """The kind of most files of a group; ``None`` where there is none."""
    kind, count = Counter(text.kind for text in group).most_common(1)[0]
    return kind if count >= _ALIKE * len(group) else None


def _inside(texts: Iterable[_Text]) -> Iterator[str]:
    """The fences below one line that mostly hold answers."""
    kinds: defaultdict[tuple[str, str], list[DocumentKind]] = defaultdict(list)
    for text in texts:
        for name, above, kind in text.fences:
            kinds[name, above].append(kind)
    found = [
        place
        for place, those in kinds.items()
        if those.count(DocumentKind.ANSWER) >= max(2, _ANSWERS * len(those))
    ]
    if found:
        yield "    inside:"
        for name, above in sorted(found):
            yield f"      - {{fence: {name}, after: {_quoted(above)}, preset: {DocumentKind.ANSWER}}}"


def _replies(texts: Iterable[_Text]) -> list[str]:
    """Folders `res` beside a folder `req`."""
    folders = {parent for text in texts for parent in text.path.parents}
    beside = any(folder.name == "res" and folder.with_name("req") in folders for folder in folders)
    return ["**/res/"] if beside else []


def _listed(items: Sequence[str]) -> str:
    quoted = [_quoted(item) for item in items]
    return quoted[0] if len(quoted) == 1 else f"[{', '.join(quoted)}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
