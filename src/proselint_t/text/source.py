"""A document's text as it stands in the file, with the facts that writing it back needs.

Owns decoding, newline style and the way from an offset to a line and column.
It must not know Markdown.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from proselint_t.text.errors import InputError, Place, unreadable
from proselint_t.text.inputs import read_file, read_standard_input
from proselint_t.text.messages import translated
from proselint_t.text.span import Position, Span

if TYPE_CHECKING:
    from pathlib import Path

_BOM = b"\xef\xbb\xbf"
_MARK = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NEWLINE = re.compile(r"\r\n|\n|\r")
"""CommonMark 0.31, section 2.1: a line ends at these and at nothing else (never ``str.splitlines``)."""


@dataclass(frozen=True)
class Source:
    """A decoded document.

    ``text`` has no byte order mark and keeps its newlines as they are in the file. Without ``underlines``
    dashes below a line of text are a rule between parts, as authors of answers mean them, and not, as in
    CommonMark, what makes the text above a heading.
    """

    text: str
    path: str = "<text>"
    bom: bool = False
    underlines: bool = True
    masks: tuple[tuple[str, str], ...] = ()
    """What a configuration masks beside the known dialects: a scope (``span``, ``block``) and a pattern."""
    inner: str = ""
    """The name of a document inside a file, which its path ends with: `#A` in `T.md#A`."""
    first_line: int = 0
    """The index of the line of its file that the document begins with."""
    begin: int = 0
    """The offset in its file that the document begins at."""

    @classmethod
    def decode(cls, data: bytes, path: str = "<text>") -> Source:
        """Decode UTF-8. Raises :class:`InputError` naming the offset of the first byte that is no text's."""
        bom = data.startswith(_BOM)
        nul = data.find(0)
        if data.startswith(_UTF_16) or nul >= 0:
            holds, begins = (
                translated("it holds a NUL at offset %s", nul),
                translated("it begins like UTF-16"),
            )
            raise _not_utf_8(path, translated("no text in UTF-8: %s", holds if nul >= 0 else begins))
        try:
            text = data[len(_BOM) if bom else 0 :].decode("utf-8")
        except UnicodeDecodeError as error:
            offset = error.start + (len(_BOM) if bom else 0)
            problem = translated("not UTF-8: byte 0x%s at offset %s", f"{data[offset]:02x}", offset)
            raise _not_utf_8(path, problem) from None
        return cls(text, path, bom)

    @classmethod
    def given(cls, text: Source | str, path: str = "<text>") -> Source:
        """What a caller hands over; a byte order mark in front is none of its characters, as in a file."""
        if isinstance(text, Source):
            return text
        return cls(text.removeprefix(_MARK), path, bom=text.startswith(_MARK))

    @classmethod
    def read(cls, path: Path) -> Source:
        """Read a file. Raises :class:`InputError` when it cannot be read or is no text in UTF-8."""
        return cls.decode(cls.bytes_of(path), str(path))

    @staticmethod
    def bytes_of(path: Path) -> bytes:
        """What a file holds. Raises :class:`InputError` when it cannot be read."""
        try:
            return read_file(path)
        except OSError as error:
            raise unreadable(path, error) from None

    @classmethod
    def read_standard_input(cls, path: str) -> Source:
        """Read standard input under a name. Raises :class:`InputError` as :meth:`read` does."""
        try:
            data = read_standard_input()
        except OSError as error:
            raise unreadable(path, error) from None
        return cls.decode(data, path)

    def encode(self, text: str | None = None) -> bytes:
        """The bytes of ``text`` (default: this document's own) in this document's encoding."""
        data = (self.text if text is None else text).encode("utf-8")
        return _BOM + data if self.bom else data

    @cached_property
    def line_starts(self) -> array[int]:
        """Offset of the first character of each line; the last line may be empty."""
        return array("q", chain([0], (match.end() for match in NEWLINE.finditer(self.text))))

    @cached_property
    def newline(self) -> str:
        r"""The newline that the document uses first; ``\\n`` when it has a single line."""
        match = NEWLINE.search(self.text)
        return match.group() if match else "\n"

    @property
    def line_count(self) -> int:
        return len(self.line_starts)

    @property
    def lines(self) -> list[str]:
        """All lines without their newlines: for whoever reads every one of them."""
        return NEWLINE.split(self.text)

    def line_at(self, offset: int) -> int:
        """Index from 0 of the line that holds ``offset``."""
        return bisect_right(self.line_starts, offset) - 1

    def line_end(self, line: int) -> int:
        """Offset just after the last character of a line, before its newline."""
        if line + 1 >= len(self.line_starts):
            return len(self.text)
        end = self.line_starts[line + 1] - 1
        if end > self.line_starts[line] and self.text[end - 1 : end + 1] == "\r\n":
            end -= 1
        return end

    def line(self, line: int) -> str:
        """The text of a line (index from 0) without its newline."""
        return self.text[self.line_starts[line] : self.line_end(line)]

    def whole_lines(self, span: Span) -> Span:
        """A stretch with the rest of its first and its last line, without the last line break."""
        return self.span_of(self.line_at(span.start), self.line_at(span.end))

    def touched(self, span: Span) -> tuple[int, int]:
        """The first and the last line in which a stretch has a character (indexes from 0)."""
        return self.line_at(span.start), self.line_at(max(span.start, span.end - 1))

    def span_of(self, line: int, last: int | None = None) -> Span:
        """The stretch of a line, or of lines up to another one, without the last line break."""
        return Span(self.line_starts[line], self.line_end(line if last is None else last))

    @property
    def file(self) -> str:
        """The path of the file that holds the document."""
        return self.path.removesuffix(self.inner)

    def in_file(self, span: Span) -> Span:
        """A place of the document as one of its file."""
        return span.shifted(self.begin)

    def position(self, offset: int) -> Position:
        """The line in its file and the column of an offset, both from 1."""
        line = self.line_at(offset)
        return Position(self.first_line + line + 1, offset - self.line_starts[line] + 1)


def _not_utf_8(path: str, problem: str) -> InputError:
    return InputError(problem, Place(path), hint=translated("save the file as UTF-8"))
