"""What a remark says of its place: the points that it names, the part of a point, quotes of the answer.

A remark names laws, other documents and other answers too. So a number is a point only where the answer has
it, and a quote an anchor only where the answer has it: the latter is decided where quotes are located.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from proselint_t.defects.answer import PREFACE
from proselint_t.defects.lists.model import Part
from proselint_t.defects.records.model import FieldError, point_numbers
from proselint_t.document.points import DEEP, IN_PROSE, NUMBER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from proselint_t.defects.lists.model import Defect

_NUMBER = rf"{IN_PROSE}(?![\w(]|\.\d)"
_JOINT = (
    r"[`»*]*\s*(?:[-–—,&]|\bи\b|\band\b|\bthrough\b|\bto(?=\s+\d+\.\d))\s*"
    r"(?:(?:пункт\w*|п\.|points?|§+)\s*)?[`«*]*"
)
_FROM_TO = rf"(?:с|от|from)\s+[`«*]*{_NUMBER}[`»*]*\s+(?:по|до|to)\s+[`«*]*{_NUMBER}"
_NAMED = re.compile(
    r"(?:\b(?:(?:под)?пункт\w*|пп?\.|раздел\w*|points?|sections?)\s*[`«*]*|(?<!§)§++\s*)"
    rf"({_NUMBER}(?:{_JOINT}{_NUMBER})*|{_FROM_TO})"
    r"(?!\.?[\s`»*]+(?:of\s+(?:the\s+)?(?-i:[A-Z])|стать|ст\.|закон|ГОСТ|GDPR|`?[\w-]+\.md))",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:\.md[`»\"*]*[\s,(:]*|(?<!\d)\d++\s++(?:[A-Z]\w*\.\s?)+|\b[A-Z]{2,}\s+|\bCode\s+)\Z"
)
_OWNER = re.compile(r"\.?[ \t]+(?:[А-ЯЁ]|the\b)")
_PREFACE = re.compile(r"\b(?:введени[еяи]|вступлени[еяи]|introduction)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"\s*[*_`#(\[]*+(?:(?:замечани\w+|remarks?|comments?)\s+)?(?:(?:к|по|to|on)\s+)?[*_`]*\Z", re.IGNORECASE
)
SIGNS = "\u2600-\u27bf\U0001f000-\U0001faff\ufe0f"
"""Drawn signs, as a class of a pattern."""
TAG = rf"(?:[{SIGNS}]|(?:\*\*)?\[[^\W\d][^\[\]\d]{{0,20}}\](?:\*\*)?)"
"""How severe a remark is: a sign, or a word in brackets."""
_NOUN = r"items?|para(?:graph)?s?\.?|bullets?|clauses?|entry|answers?|ответ\w*|позици\w+|абзац\w*"
_BARE_HEAD = re.compile(
    rf"\s*(?:[-*•]\s+)?(?:{TAG}\s*)*+(?:\[({NUMBER})\]|(?=\({DEEP}\))\(?({DEEP})|\*\*({DEEP})\*\*(?=\s)"
    rf"|(?:in|[кпв]о?)\s+({DEEP})(?=,\s)"
    rf"|(?:(?:in|[кпв]о?)\s+)?(?:(?:{_NOUN})\s+)?(?:\*\*)?({DEEP})(?:\*\*)?(?=:|\s+[—–-]\s))",
    re.IGNORECASE,
)
"""A number that can only be a point: in brackets or bold, or with dots and a colon or a dash behind it."""
_SENTENCE_END = re.compile(r"(?<=[^.\s].[.!?])[)»”\"*_]*\s+(?=[\"«“(*_`]*[A-ZА-ЯЁ])|\n")
_IN_MARKS = re.compile(
    r"«((?:[^«»]|«[^«»]*»)+)»|“([^“”]+)”|„([^„“”]+)[“”]|»([^«»]+)«|\"([^\"\n]+)\"|`([^`\n]+)`"
    r"|(?<!\w)['‘]((?:[^'‘’\n]|(?<=\w)['’](?=\w))++)['’](?!\w)"
)
_MARKS = "«»“”„\"`'‘’"

_TELLING = 3
"""Words of such a quote."""
_UNITS = {"предложени": "sentence", "sentence": "sentence", "абзац": "paragraph", "paragraph": "paragraph"}
_ORDINALS = (
    "перв|first", "втор|second", "трет|third", "четв[её]рт|fourth", "пят|fifth", "шест|sixth",
    "седьм|seventh", "восьм|eighth", "девят|ninth", "десят|tenth", "последн|last",
)  # fmt: skip
_CARDINALS = (
    "один|one", "два|two", "три|three", "четыре|four", "пять|five", "шесть|six", "семь|seven", "восемь|eight",
    "девять|nine", "десять|ten",
)  # fmt: skip
_UNIT = rf"({'|'.join(_UNITS)})"
_STEMS = "|".join(_ORDINALS)
_IN_WORDS = re.compile(
    rf"(?<!\bmy )(?<!\bмой )\b({_STEMS})[а-яё]*\s+(?:пункт\w*|point)(?!s|:)\b"
    rf"|\b(?:пункт\w*|point)\s+({'|'.join(_CARDINALS)})\b",
    re.IGNORECASE,
)
"""A point at the top whose number is a word."""
_PART = re.compile(
    rf"(?<!\bи )(?<!\band )\b({_STEMS})[а-яё]*\s+{_UNIT}(?!ях|ям|s\b)"
    rf"|(?<![\d.])(\d{{1,2}})(?:-[а-я]{{1,2}}|st|nd|rd|th)\s+{_UNIT}(?!ях|ям|s\b)"
    rf"|(?:(?<=\()|(?<=[,;] ))(\d{{1,2}})\s+{_UNIT}(?:[еи]?\b)"
    rf"|\b{_UNIT}(?:[еиу]|ем)?\s+(?:№\s*)?(\d{{1,2}})(?!\w|\.\d)(?!\s*(?:и|and|[-–—,])\s*\d)",
    re.IGNORECASE,
)


def placed(defect: Defect, known: Collection[str]) -> Defect:
    """A defect with what its remark says of its place, where no field says it."""
    found: dict[str, Any] = {}
    point = defect.point
    if point is None and (points := points_of(defect.remark, known)):
        point = points[0]
        found = {"point": point, "also": points[1:]}
    if defect.part is None and point and (part := part_of(_naming(defect.remark, known))):
        found["part"] = part
    if defect.quote is None and (quotes := tuple(quotes_in(defect.remark))):
        found["mentions"] = (*defect.mentions, *quotes)
    return replace(defect, **found) if found else defect


def points_of(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The points of an answer that a remark is about, each once; ``known`` are those that the answer has.

    The first sentence that names points says it: those of later sentences, and those behind a quote that
    can stand for a place, are what the remark compares with. A remark whose first words name points is about
    these alone, even where the answer lacks them; so is one that names none of the answer, unless the name
    of another document follows.
    """
    bare = _BARE_HEAD.match(text)
    if bare and bare[bare.lastindex or 0] in known:
        return (bare[bare.lastindex or 0],)
    missing: tuple[str, ...] = ()
    for at, sentence in enumerate(_SENTENCE_END.split(text)):
        named, at_head = _named(sentence, known)
        sure = at_head and not at
        found = [number for numbers, _ in named for number in numbers if sure or number in known]
        if found:
            return tuple(dict.fromkeys(found))
        missing = missing or next((numbers for numbers, ours in named if ours), ())
        if any(is_telling(quote) for quote in quotes_in(sentence)):
            return missing
    if (number := _in_words(text)) in known:
        return (number,)
    if _PREFACE.search(text) and PREFACE in known:
        return (PREFACE,)
    return missing


def _in_words(text: str) -> str:
    """The number of the point that the first sentence names in words; empty where it names none."""
    match = _IN_WORDS.search(_SENTENCE_END.split(text, maxsplit=1)[0])
    if match is None:
        return ""
    words = _ORDINALS[:-1] if match[1] else _CARDINALS
    return next(
        (str(at) for at, stem in enumerate(words, 1) if re.match(stem, match[1] or match[2], re.IGNORECASE)),
        "",
    )


def _naming(text: str, known: Collection[str]) -> str:
    """The first sentence that names a point of the answer, else the first one."""
    if not _PART.search(text):
        return ""
    sentences = _SENTENCE_END.split(text)
    return next((one for one in sentences if points_of(one, known)), sentences[0])


def _named(sentence: str, known: Collection[str]) -> tuple[list[tuple[tuple[str, ...], bool]], bool]:
    """The points that a sentence names outside quotes, and whether it begins with them: then these alone.

    With each goes whether it is surely of the answer: not behind `§`, nor in front of somebody's name.
    """
    quoted = [
        match.span()
        for match in _IN_MARKS.finditer(sentence)
        if _NAMED.search(match[0]) and not _NAMED.fullmatch(match[0].strip(_MARKS))
    ]
    found: list[tuple[tuple[str, ...], bool]] = []
    for match in _NAMED.finditer(sentence):
        numbers = _numbers(match[1], known)
        inside = any(start <= match.start() < end for start, end in quoted)
        if inside or not numbers or _ELSEWHERE.search(sentence, 0, match.start()):
            continue
        if _HEAD.match(sentence[: match.start()]):
            return [(numbers, True)], True
        found.append((numbers, match[0][:1] != "§" and not _OWNER.match(sentence, match.end())))
    return found, False


def _numbers(text: str, known: Collection[str]) -> tuple[str, ...]:
    try:
        return point_numbers(re.sub(r"(?i)пункт\w*|п\.|points?|[§`«»*]+", "", text), known)
    except FieldError:
        return ()


def is_preface(text: str) -> bool:
    """Whether a point is called by the name of what stands before the first one."""
    return _PREFACE.match(text.strip()) is not None


def part_of(text: str) -> Part | None:
    """The sentence or paragraph that a text names first: «во втором предложении», `paragraph 3`."""
    match = _PART.search(text)
    if match is None:
        return None
    word, counted = match[1], match[3] or match[5] or match[8]
    unit = _UNITS[(match[2] or match[4] or match[6] or match[7]).lower()]
    if counted:
        return Part(unit, int(counted))
    at = 1 + next(at for at, stems in enumerate(_ORDINALS) if re.match(stems, word, re.IGNORECASE))
    return Part(unit, at if at < len(_ORDINALS) else -1)


def is_telling(quote: str) -> bool:
    """Whether a quote says of which point it is: it cannot stand there by chance."""
    return len(quote.split()) >= _TELLING


def quotes_in(text: str) -> Iterator[str]:
    """What stands in marks, the marks left out, in order; each once."""
    quotes = ("".join(match).strip() for match in _IN_MARKS.findall(text))
    yield from dict.fromkeys(quote for quote in quotes if quote)
