"""Lists as reviewers and language models dress them: bold labels, headings, bullets, fences, rules.

A line stays a line, so that what is said of one later names the line of the file. A list may have any dress
without complaint; replies are judged by their form and never come here.
"""

from __future__ import annotations

import re

from proselint_t.review.defects.fields import WORDS
from proselint_t.source import Source

_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_JSON_FENCE = re.compile(r"\A\s*(?:```|~~~)\w*[ \t]*\r?\n(\s*[\[{].*?)\n[ \t]*(?:```|~~~)\s*\Z", re.DOTALL)
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,}|<!--.*-->)[ \t]*")
_BEFORE = re.compile(r"\A[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*•][ \t]+)")
_NUMBER = re.compile(
    r"[ \t]*(?:\*\*)?(?:(?:defect|issue|remark|недостаток|замечание|ошибка)[ \t]*(?:№|#)?[ \t]*)?"
    r"(\d{1,9})\\?([.):]?)(?:\*\*)?(?=[ \t]|$)",
    re.IGNORECASE,
)
_NAMES = "|".join(sorted(WORDS.names, key=len, reverse=True))
_LABEL = re.compile(
    rf"[ \t]*(\*\*)?[ \t]*({_NAMES})[ \t]*(\*\*)?[ \t]*[—–:][ \t]*((?<=[:—–])\*\*)?[ \t]*", re.IGNORECASE
)


def without_fence(source: Source) -> Source:
    """JSON that stands in a fence and alone, at its own lines."""
    match = _JSON_FENCE.match(source.text)
    return (
        Source("\n" * source.text.count("\n", 0, match.start(1)) + match[1], source.path) if match else source
    )


def undressed(source: Source) -> Source:
    """The list in the dress of the labelled form, line by line."""
    return Source("\n".join(_line(source.line(at)) for at in range(source.line_count)), source.path)


def _line(text: str) -> str:
    if _FENCE.match(text) or _RULE.fullmatch(text):
        return ""
    bare = _BEFORE.sub("", text.replace("\u00a0", " "), count=1)
    if label := _LABEL.match(bare):
        value = bare[label.end() :]
        whole = label[1] and not (label[3] or label[4])
        return f"{label[2]}: {value.rstrip().removesuffix('**') if whole else value}"
    if number := _NUMBER.match(bare):
        return f"{number[1]}{number[2].replace(':', '.')}{bare[number.end() :]}"
    return text
