"""What other programs report as defects: our own JSON, SARIF, comments of GitHub, annotations of W3C.

Owns the way from a reported position to a span of the answer, in whatever unit it is counted. What is about
other files is left out and counted.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard
from urllib.parse import unquote, urlsplit

from proselint_t.defects.answer import stripped
from proselint_t.defects.lists.fields import WORDS
from proselint_t.defects.lists.model import Defect, DefectList
from proselint_t.defects.records.model import Problem
from proselint_t.defects.records.structured import JsonObject, line_values, list_values, member, member_spans
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.defects.records.structured import JsonValue
    from proselint_t.text.source import Source


def reported_by_tool(source: Source, form: str, answer: Source) -> DefectList | None:
    """The defects of a list whose JSON is that of a tool; ``form`` is `json` or `json-lines`."""
    if form == "json" and (root := _sarif(source.text)) is not None:
        return _sarif_results(source.path, root, answer)
    if form == "json" and is_review(source):
        return _github_defects(source, answer)
    if form == "json" and (CONTEXT in source.text and '"target"' in source.text):
        return _annotated_defects(source, answer)
    first = next(_values(source, form), None)
    keys = dict(first.value) if first and isinstance(first.value, JsonObject) else {}
    if "rule" in keys and "message" in keys:
        return _own_violations(source.path, _values(source, form), answer)
    return None


def _values(source: Source, form: str) -> Iterator[JsonValue]:
    return list_values(source, WORDS.many) if form == "json" else line_values(source)


def _sarif(text: str) -> Any:
    """The log, where the text is one."""
    if '"runs"' not in text:
        return None
    try:
        root = json.loads(text, object_pairs_hook=JsonObject)
    except (ValueError, RecursionError):
        return None
    return root if isinstance(root, JsonObject) and "runs" in dict(root) else None


def _own_violations(path: str, values: Iterable[JsonValue], answer: Source) -> DefectList:
    """The elements of `check --output-format json` or `json-lines`."""
    collected = _Collected(path, answer)
    for line, value, problem, *_ in values:
        if problem or not isinstance(value, JsonObject):
            collected.reject(line, None, problem or translated("expected a violation"))
        else:
            collected.add_own(line, dict(value))
    return collected.result()


def _sarif_results(path: str, root: Any, answer: Source) -> DefectList:
    """The results of all runs of a SARIF log."""
    collected = _Collected(path, answer)
    for run in _list(root, "runs"):
        utf16 = member(run, "columnKind", "utf16CodeUnits") == "utf16CodeUnits"
        for result in _list(run, "results"):
            collected.add_result(result, utf16=utf16)
    return collected.result()


class _Collected:
    """Defects numbered by their place in the file, from 1."""

    def __init__(self, path: str, answer: Source) -> None:
        self.path = path
        self.answer = answer
        self.count = 0
        self.left_out = 0
        self.defects: list[Defect] = []
        self.problems: list[Problem] = []

    def result(self) -> DefectList:
        return DefectList(self.path, tuple(self.defects), tuple(self.problems), self.left_out)

    def reject(self, line: int | None, field: str | None, message: str) -> None:
        self.problems.append(Problem(self.path, line, field, message))

    def add_own(self, line: int, element: dict[str, Any]) -> None:
        self.count += 1
        start, end = element.get("start"), element.get("end")
        if not _is_offset(start) or not _is_offset(end):
            self.reject(line, "start", translated("expected «start» and «end», offsets from 0"))
        elif not same_file(str(element.get("path", "")), self.answer.file):
            self.left_out += 1
        else:
            span = Span(start, end).shifted(-self.answer.begin)
            self._add(span, f"{element.get('rule')}: {element.get('message')}", line)

    def add_result(self, result: Any, *, utf16: bool) -> None:
        self.count += 1
        place = next(iter(_list(result, "locations")), None)
        physical = member(place, "physicalLocation", JsonObject())
        uri = str(member(member(physical, "artifactLocation", JsonObject()), "uri", ""))
        span = region_span(self.answer, member(physical, "region", JsonObject()), utf16=utf16)
        if not uri or span is None:
            self.reject(
                None, f"results[{self.count - 1}].locations", translated("expected a file and a region in it")
            )
        elif not same_file(unquote(urlsplit(uri).path), self.answer.file):
            self.left_out += 1
        else:
            message = member(member(result, "message", JsonObject()), "text", "")
            rank = member(result, "rank", -1)
            remark = f"{member(result, 'ruleId', '')}: {message}".removeprefix(": ")
            self._add(span, remark, None, rank if isinstance(rank, int | float) and rank >= 0 else None)

    def _add(self, span: Span, remark: str, line: int | None, confidence: float | None = None) -> None:
        if self.answer.inner and not Span(0, len(self.answer.text)).contains(span):
            self.left_out += 1  # it is about another part of the file
            return
        self.defects.append(Defect(self.count, line, remark=remark, confidence=confidence, span=span))


def _is_offset(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _list(value: Any, key: str) -> Iterator[Any]:
    found = member(value, key, [])
    return iter(found if isinstance(found, list) else [])


def same_file(reported: str, answer: str) -> bool:
    """Whether a reported path means the answer: one of the two ends with the other, folder by folder.

    A text that is no file (`<text>`) has no name that could differ.
    """
    if answer.startswith("<"):
        return True
    one, other = (_parts(path) for path in (reported, answer))
    short = min(len(one), len(other))
    return short > 0 and one[-short:] == other[-short:]


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in PurePosixPath(path.replace("\\", "/")).parts if part not in {"/", "."})


def region_span(answer: Source, region: Any, *, utf16: bool) -> Span | None:
    """The span of a SARIF region: by characters, else by lines and columns from 1 (section 3.30).

    ``None`` where the region says neither. A place that the answer does not have ends behind its text.
    """
    offset, length = member(region, "charOffset", None), member(region, "charLength", 0)
    if _is_offset(offset) and _is_offset(length):
        return Span(offset, offset + length).shifted(-answer.begin)
    first = member(region, "startLine", None)
    if not _is_offset(first) or first < 1:
        return None
    last = member(region, "endLine", first)
    start = _offset(answer, first, member(region, "startColumn", 1), utf16=utf16)
    return Span(start, _offset(answer, last, member(region, "endColumn", None), utf16=utf16))


def _offset(answer: Source, line: int, column: int | None, *, utf16: bool) -> int:
    """A column that is not said is the end of the line, which is one of the file."""
    line -= answer.first_line
    if not 1 <= line <= answer.line_count:
        return len(answer.text) + 1
    text = answer.line(line - 1)
    if column is None:
        return answer.line_end(line - 1)
    units = column - 1
    if utf16:
        units = len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
    return answer.line_starts[line - 1] + units


def _github_defects(source: Source, answer: Source) -> DefectList:
    """The review comments of GitHub. An outdated one is found by the text of the line it stood under.

    One on a line that the answer has not, and without that text, stands behind all that the answer has.
    """
    nowhere = Span(len(answer.text) + 1, len(answer.text) + 1)
    defects, left_out = [], 0
    for comment in review_comments(source):
        if not same_file(comment.path, answer.file):
            left_out += 1
            continue
        span = lines_span(answer, comment.first, comment.last)
        proposal = "\n".join(comment.body[slice(*one)].strip("\n") for one in comment.suggestions)
        quote = None if span else comment.quoted or None
        if not (span or quote) and comment.last:
            span = nowhere
        defects.append(
            Defect(comment.number, comment.line, None, quote, comment.remark, span=span, proposal=proposal)
        )
    return DefectList(source.path, tuple(defects), left_out=left_out)


CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters that are told of the text on either side of a quote."""


def _annotated_defects(source: Source, answer: Source) -> DefectList:
    """The annotations of W3C. A quote that has no sure place is looked for like any other."""
    defects, problems, left_out = [], [], 0
    for number, (line, value, problem, *_) in enumerate(list_values(source, "items"), start=1):
        if problem or not isinstance(value, JsonObject):
            message = problem or translated("expected an annotation")
            problems.append(Problem(source.path, line, None, message))
            continue
        target = next(_several(member(value, "target", None)), None)
        named = member(target, "source", target if isinstance(target, str) else "")
        if named and not same_file(str(named), answer.path):
            left_out += 1
            continue
        quote, span = _selected(list(_several(member(target, "selector", None))), answer.text)
        bodies = list(_several(member(value, "body", None)))
        remark, proposal = _texts(bodies, editing=False), _texts(bodies, editing=True)
        defects.append(Defect(number, line, None, quote or None, remark, span=span, proposal=proposal))
    return DefectList(source.path, tuple(defects), tuple(problems), left_out)


def _several(value: Any) -> Iterator[Any]:
    """One value or a list of them."""
    if isinstance(value, list) and not isinstance(value, JsonObject):
        yield from value
    elif value is not None:
        yield value


def _texts(bodies: Sequence[Any], *, editing: bool) -> str:
    """The text bodies of a purpose; a body that names none is a remark."""
    kept = (
        body if isinstance(body, str) else str(member(body, "value", "") or "")
        for body in bodies
        if (member(body, "purpose", "") == "editing") is editing
    )
    return "\n".join(filter(None, kept))


def _selected(selectors: Sequence[Any], text: str) -> tuple[str, Span | None]:
    """The quote of an annotation, and where it stands in a text, if that is sure.

    The offsets count where the quote stands there. Of several places the one counts in front of which most of
    the prefix stands, and behind which most of the suffix.
    """
    quoted, placed = (
        next((one for one in selectors if member(one, "type", "") == kind), None)
        for kind in ("TextQuoteSelector", "TextPositionSelector")
    )
    quote, prefix, suffix = (str(member(quoted, key, "") or "") for key in ("exact", "prefix", "suffix"))
    start, end = member(placed, "start", None), member(placed, "end", None)
    inside = _is_offset(start) and _is_offset(end) and start <= end <= len(text)
    if inside and (not quote or text[start:end] == quote):
        return quote, Span(start, end)
    places = [
        Span(at.start(), at.start() + len(quote)) for at in re.finditer(f"(?={re.escape(quote)})", text)
    ]
    if not quote or len(places) < 2:
        return quote, places[0] if quote and places else None
    from rapidfuzz.distance import Postfix, Prefix  # noqa: PLC0415 - most quotes stand in one place

    scores = [
        (Postfix.similarity(prefix, text[: place.start]), Prefix.similarity(suffix, text[place.end :]))
        for place in places
    ]
    best = tuple(max(score) for score in zip(*scores, strict=True))
    return quote, places[scores.index(best)] if scores.count(best) == 1 else None


_SUGGESTION = re.compile(r"^(`{3,}|~{3,})suggestion\b[^\n]*\n(.*?)^\1[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_PLACES = frozenset({"diff_hunk", "line", "original_line", "position"})
"""Keys of which a comment has one: they say where in the file it stands."""


class ReviewComment(NamedTuple):
    """A comment with its number from 1, and the ``line`` and ``span`` of the list where it is written.

    ``first`` and ``last`` are lines of the commented file from 1, ``None`` where the comment is outdated;
    then ``quoted`` is the line that it was written on. ``suggestions`` are spans of ``body``: the texts to
    put in place of these lines. ``written`` is where the JSON string of the body stands.
    """

    number: int
    line: int
    span: Span
    path: str
    first: int | None
    last: int | None
    quoted: str
    body: str
    suggestions: tuple[Span, ...]
    written: Span

    @property
    def remark(self) -> str:
        """The body without its suggestions."""
        return _SUGGESTION.sub("", self.body).strip()


def is_review(source: Source) -> bool:
    """Whether a JSON text is a list of review comments."""
    first = next(list_values(source, "comments"), None)
    keys = {key for key, _ in first.value} if first and isinstance(first.value, JsonObject) else set()
    return {"body", "path"} <= keys and bool(_PLACES & keys)


def review_comments(source: Source) -> Iterator[ReviewComment]:
    """The comments of a list, answers to comments left out. What is broken ends the list."""
    number = 0
    for line, value, problem, span, _ in list_values(source, "comments"):
        if problem or not isinstance(value, JsonObject) or member(value, "in_reply_to_id", None):
            continue
        number += 1
        spans = dict(zip((key for key, _ in value), member_spans(source.text, span), strict=True))
        body = str(member(value, "body", "") or "").replace("\r\n", "\n")
        hunk = str(member(value, "diff_hunk", "") or "")
        last = _line(member(value, "line", None))
        first = _line(member(value, "start_line", None)) or last
        yield ReviewComment(
            number,
            line,
            span,
            str(member(value, "path", "") or ""),
            first,
            last if member(value, "side", "RIGHT") != "LEFT" else None,
            hunk.rstrip("\n").rpartition("\n")[2][1:].strip(),  # its last line without the sign of the diff
            body,
            tuple(Span(*match.span(2)) for match in _SUGGESTION.finditer(body)),
            spans.get("body", span),
        )


def _line(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def lines_span(source: Source, first: int | None, last: int | None) -> Span | None:
    """Lines of the file, from 1, as a span without the white space around; ``None`` where there are none."""
    if first is None or last is None:
        return None
    first, last = first - source.first_line, last - source.first_line
    if not 1 <= first <= last <= source.line_count:
        return None
    start, end = source.line_starts[first - 1], source.line_end(last - 1)
    return stripped(source.text, Span(start, end)) if source.text[start:end].strip() else None
