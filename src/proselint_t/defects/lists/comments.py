"""Comments of other programs as defects: each at its place in the answer, numbered by its place in the list.

Comments on other files are left out and counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.defects.exchange.annotations import place_of, read_annotations
from proselint_t.defects.exchange.github import lines_span, review_comments
from proselint_t.defects.lists.model import Defect, DefectList
from proselint_t.defects.lists.violations import same_file
from proselint_t.defects.records.model import Problem
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from proselint_t.text.source import Source


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
