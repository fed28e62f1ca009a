"""Comments of Word documents, read and written with `python-docx` (extra `word`).

A comment is read as a Web Annotation: the document is a rendering of the answer, so the text that the comment
stands on, with what stands around it, says where in the answer it belongs.
"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from proselint_t.defects.exchange.annotations import AROUND, CONTEXT
from proselint_t.text.errors import InputError, Place
from proselint_t.text.messages import translated
from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.text.span import Span

_START, _END = qn("w:commentRangeStart"), qn("w:commentRangeEnd")
_TEXT, _TAB, _BREAK, _PARAGRAPH = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:p")
_ID = qn("w:id")
_BETWEEN = {_TAB: "\t", _BREAK: "\n"}


class Remark(NamedTuple):
    """A comment to be written: spans of the text, the earliest first."""

    author: str
    text: str
    spans: Sequence[Span]


def comments_as_annotations(data: bytes, path: str) -> str:
    """The comments of a document as a list of annotations in JSON, in the order of the text.

    Raises :class:`InputError` where the bytes are no document of Word.
    """
    try:
        document = Document(BytesIO(data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
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
    parts: list[str] = []
    length = 0
    starts: dict[str, int] = {}
    ranges: dict[str, tuple[int, int]] = {}
    for piece, element in _pieces(body):
        if element is not None and element.tag == _START:
            starts[element.get(_ID)] = length
        elif element is not None and element.tag == _END:
            ranges[element.get(_ID)] = (starts.get(element.get(_ID), length), length)
        parts.append(piece)
        length += len(piece)
    return "".join(parts), ranges


def _pieces(body: Any) -> Iterator[tuple[str, Any]]:
    paragraphs = 0
    for element in body.iter():
        if element.tag == _PARAGRAPH:
            yield ("\n" if paragraphs else ""), None
            paragraphs += 1
        elif element.tag == _TEXT:
            yield element.text or "", None
        elif element.tag in _BETWEEN:
            yield _BETWEEN[element.tag], None
        elif element.tag in {_START, _END}:
            yield "", element


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


def commented(text: str, remarks: Iterable[Remark]) -> bytes:
    """A document of Word with a paragraph for each line of a text, and remarks as comments on their spans."""
    document = Document()
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
