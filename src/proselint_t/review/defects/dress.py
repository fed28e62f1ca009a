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
_NUMBER_AS_HEAD = re.compile(r"#{1,6}[ \t]+\d{1,9}\\?[.)][ \t]*\Z|\d{1,9}\\[.)][ \t]*\Z")
_HEAD = re.compile(
    r"[ \t]*(?:\*\*)?(?:(?:замечани\w+|remark|comment)[ \t]+)?(?:(?:к|по|to|on)[ \t]+)?"
    r"(?:пункт\w*|п\.|раздел\w*|points?|sections?|§)[ \t]*\d[\d.]*(?![ \t]*:[ \t]*\Z)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"`?𐒌(?:([₀-₉]{1,9})|\((\d{1,9})\))(?:「(\w+)」)?`?")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
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
    """The list in the dress of the labelled form, line by line.

    Where no record has a number, those that begin with the point they are about are numbered in order.
    """
    lines = [_line(source.line(at)) for at in range(source.line_count)]
    for at in range(source.line_count - 1):
        below = next((to for to in range(at + 1, source.line_count) if lines[to].strip()), None)
        if _NUMBER_AS_HEAD.match(source.line(at)) and below and not WORDS.head.match(lines[below]):
            lines[below], lines[at] = f"{lines[at].strip()} {lines[below].lstrip()}", ""
    if not any(_NUMBER.match(line) for line in lines):
        heads = [
            at for at, line in enumerate(lines) if _HEAD.match(line) and not (at and lines[at - 1].strip())
        ]
        for number, at in enumerate(heads, start=1):
            lines[at] = f"{number}. {lines[at].strip().replace('**', '')}"
    return Source("\n".join(lines), source.path)


def _line(text: str) -> str:
    if _FENCE.match(text) or _RULE.fullmatch(text):
        return ""
    bare = _BEFORE.sub("", text.replace("\u00a0", " "), count=1)
    if sign := _SIGN.match(bare):
        bare = _unsigned(sign, bare)
    if label := _LABEL.match(bare):
        value = bare[label.end() :]
        whole = label[1] and not (label[3] or label[4])
        return f"{label[2]}: {value.rstrip().removesuffix('**') if whole else value}"
    if number := _NUMBER.match(bare):
        return f"{number[1]}{number[2].replace(':', '.')}{bare[number.end() :]}"
    return bare if bare[:1] in {"«", "“", "„"} else text


def _unsigned(sign: re.Match[str], line: str) -> str:
    """A line that begins with the sign of a defect, alone or with the name of one of its fields."""
    rest = line[sign.end() :].lstrip(" \t:.")
    return (
        f"{sign[3]}: {rest}" if sign[3] else f"{(sign[1] or sign[2]).translate(_SUBSCRIPTS)}. {rest}".rstrip()
    )
