"""Lists in HTML as the text that they show: items with numbers, fields line by line, tables as tables."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from proselint_t.text.source import Source

_IS_HTML = re.compile(
    r"^[ \t]*<(?:!doctype|html|body|ol|ul|li|dl|table|tr|h[1-6]|p|div)\b", re.IGNORECASE | re.MULTILINE
)
_OWN_LINE = frozenset({"p", "div", "br", "dt", "dd", "blockquote", "ul", "ol", "section", "article"})
_HEADING = re.compile(r"h[1-6]")


class Shown(NamedTuple):
    """A text, and for each of its lines the line of the file that it is from; both count from 0."""

    source: Source
    lines: list[int]


def shown_text(source: Source) -> Shown | None:
    """What HTML shows; ``None`` for a text that is none."""
    if not _IS_HTML.search(source.text):
        return None
    reader = _Reader()
    reader.feed(source.text)
    reader.close()
    written = [(" ".join(text.split()), line) for text, line in reader.rows]
    return Shown(Source("\n".join(text for text, _ in written), source.path), [line for _, line in written])


class _Reader(HTMLParser):
    """``rows`` are the lines of the text with those of the file; ``counts`` the next number of each list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, int]] = [("", 0)]
        self.counts: list[int | None] = []
        self.is_head = False

    def _line(self, text: str = "") -> None:
        self.rows.append((text, self.getpos()[0] - 1))

    def handle_data(self, data: str) -> None:
        text, line = self.rows[-1]
        self.rows[-1] = (text + data, line if text.strip() else self.getpos()[0] - 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"ol", "ul"}:
            start = values.get("start") or "1"
            self.counts.append(int(start) if tag == "ol" and start.isdecimal() else None)
            self._line()
        elif tag == "li":
            self._item(values.get("value") or "")
        elif tag == "table":
            self._line()
            self.is_head = True
        elif tag == "tr":
            self._line("| ")
        elif tag in _OWN_LINE:
            self._line()
        elif _HEADING.fullmatch(tag):
            self._line()
            self._line("## ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "ul"} and self.counts:
            self.counts.pop()
        elif tag in {"td", "th"}:
            self.handle_data(" | ")
        elif tag == "tr" and self.is_head:
            self.is_head = False
            self._line("|" + "---|" * (self.rows[-1][0].count("|") - 1))
        elif tag in _OWN_LINE or _HEADING.fullmatch(tag):
            self._line()

    def _item(self, value: str) -> None:
        """An item of the outermost list is a record, those inside it are its lines."""
        number = int(value) if value.isdecimal() else self.counts[-1] if self.counts else None
        if len(self.counts) > 1 or number is None:
            self._line()
            return
        self.counts[-1:] = [number + 1]
        self._line()
        self._line(f"{number}. ")
