"""What other programs report as defects: our own JSON output, SARIF (OASIS, 2.1.0), comments and annotations.

Owns the way from a reported position to a span of the answer, in whatever unit it is counted. What is about
other files is left out and counted.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeGuard
from urllib.parse import unquote, urlsplit

from proselint_t.defects.exchange.annotations import place_of, read_annotations
from proselint_t.defects.exchange.github import lines_span, review_comments
from proselint_t.defects.lists.model import Defect, DefectList
from proselint_t.defects.records.json_values import JsonObject, member
from proselint_t.defects.records.model import Problem
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.defects.records.json_values import JsonValue
    from proselint_t.text.source import Source


def own_violations(path: str, values: Iterable[JsonValue], answer: Source) -> DefectList:
    """The elements of `check --output-format json` or `json-lines`."""
    collected = _Collected(path, answer)
    for line, value, problem, _ in values:
        if problem or not isinstance(value, JsonObject):
            collected.reject(line, None, problem or translated("expected a violation"))
        else:
            collected.add_own(line, dict(value))
    return collected.result()


def sarif_results(path: str, root: Any, answer: Source) -> DefectList:
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


def github_defects(source: Source, answer: Source) -> DefectList:
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


def annotated_defects(source: Source, answer: Source) -> DefectList:
    """The annotations of W3C. A quote that has no sure place is looked for like any other."""
    defects, problems, left_out = [], [], 0
    for number, (line, annotation, problem) in enumerate(read_annotations(source), start=1):
        if annotation is None:
            problems.append(Problem(source.path, line, None, problem))
        elif annotation.source and not same_file(annotation.source, answer.path):
            left_out += 1
        else:
            span = place_of(annotation, answer.text)
            quote, remark = annotation.quote or None, annotation.remark
            defects.append(Defect(number, line, None, quote, remark, span=span, proposal=annotation.proposal))
    return DefectList(source.path, tuple(defects), tuple(problems), left_out)
