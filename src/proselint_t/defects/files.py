"""The documents of a review as files: Markdown, a document inside another one, and documents of Word.

Those of Word are read and written with `python-docx` (extra `word`). A comment there becomes a Web
Annotation: the document is a rendering of the answer, so the text that the comment stands on, with what
stands around it, says where in the answer it belongs.
"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile

from proselint_t.defects.lists.reported import AROUND, CONTEXT
from proselint_t.notation.inner import read_document
from proselint_t.text.errors import InputError, Place
from proselint_t.text.messages import translated
from proselint_t.text.printable import as_json
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from proselint_t.text.span import Span

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_START, _END, _ID = f"{_WORD}commentRangeStart", f"{_WORD}commentRangeEnd", f"{_WORD}id"
_BETWEEN = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}


def read_listed(path: Path) -> Source:
    """A document of a review, also one inside another (`T.md#Aᨀ`).

    The comments of a document of Word are a list of annotations. Raises :class:`InputError` where there is no
    such document, or nothing to read it with.
    """
    if path.suffix.lower() != ".docx":
        return read_document(path)
    return Source(comments_as_annotations(Source.bytes_of(path), str(path)), str(path))


def _docx() -> Any:
    """The library. Raises :class:`InputError` where it is missing."""
    try:
        return import_module("docx")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "docx":
            raise
        hint = "pip install 'proselint-t[word]'"
        raise InputError(translated("documents of Word need the library python-docx"), hint=hint) from None


def comments_as_annotations(data: bytes, path: str) -> str:
    """The comments of a document as a list of annotations in JSON, in the order of the text.

    Raises :class:`InputError` where the bytes are no document of Word.
    """
    docx = _docx()
    try:
        document = docx.Document(BytesIO(data))
    except (docx.opc.exceptions.PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise InputError(translated("no document of Word: %s", error), Place(path)) from None
    remarks = {str(one.comment_id): (one.author, one.text) for one in document.comments}
    text, ranges = _text(document.element.body)
    found = [
        _annotation(*remarks[key], text, start, end)
        for key, (start, end) in sorted(ranges.items(), key=lambda one: one[1])
        if key in remarks
    ]
    return as_json(found, 1) + "\n"


def _text(body: Any) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text of a body, a line for each paragraph, and the offsets of its comments by their ids."""
    text = ""
    starts: dict[str, int] = {}
    ranges: dict[str, tuple[int, int]] = {}
    paragraphs = 0
    for element in body.iter():
        if element.tag == f"{_WORD}p":
            text += "\n" if paragraphs else ""
            paragraphs += 1
        elif element.tag == f"{_WORD}t":
            text += element.text or ""
        elif element.tag == _START:
            starts[element.get(_ID)] = len(text)
        elif element.tag == _END:
            ranges[element.get(_ID)] = (starts.get(element.get(_ID), len(text)), len(text))
        else:
            text += _BETWEEN.get(element.tag, "")
    return text, ranges


def _annotation(author: str, remark: str, text: str, start: int, end: int) -> dict[str, Any]:
    selector = {
        "type": "TextQuoteSelector",
        "exact": text[start:end].strip(),
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    return {
        "@context": CONTEXT,
        "type": "Annotation",
        "creator": author,
        "body": [{"type": "TextualBody", "purpose": "commenting", "value": remark}],
        "target": {"selector": selector},
    }


class Remark(NamedTuple):
    """A comment to be written: spans of the text, the earliest first."""

    author: str
    text: str
    spans: Sequence[Span]


def commented(text: str, remarks: Iterable[Remark]) -> bytes:
    """A document of Word with a paragraph for each line of a text, and remarks as comments on their spans."""
    document = _docx().Document()
    kept = list(remarks)
    edges = sorted({edge for remark in kept for span in remark.spans for edge in span})
    runs: list[tuple[int, int, Any]] = []
    start = 0
    for line in text.split("\n"):
        paragraph = document.add_paragraph()
        end = start + len(line)
        cuts = [start, *(edge for edge in edges if start < edge < end), end]
        for first, last in pairwise(cuts):
            runs.append((first, last, paragraph.add_run(text[first:last].rstrip("\r"))))
        start = end + 1
    for remark in kept:
        inside = [
            run
            for first, last, run in runs
            if any(span.start <= first and last <= span.end and first < last for span in remark.spans)
        ]
        if inside:
            document.add_comment([inside[0], inside[-1]], text=remark.text, author=remark.author)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
