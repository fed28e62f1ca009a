"""Which of the texts in marks are spoken of as names of an interface: told by the words around them.

More nouns count here than in `interface_words`: what stands in marks needs less proof. Works on plain
strings; it must not know documents.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from proselint_t.language.interface_words import before, is_irony, starts_like_name
from proselint_t.language.word_lists import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.span import Span

_LIST = "interface"
_NOUNS = ("nouns_en", "nouns_ru", "elements_en", "elements_ru")
_LONGEST = 60
_CALLED = (
    r"(?:named|called|labell?ed|titled|marked|says|reads|с\s+(?:надписью|названием|именем)|под\s+названием)"
)
_STEP = re.compile(r"\s*(?:→|›|->|=>|>)\s*")


def are_names(text: str, marked: Sequence[Span]) -> list[bool]:
    """For each text in marks whether it is the name of an element; marks are one character each.

    A noun touches the name (the «Save» button), a verb of pressing stands right before it (click «Save»), or
    it is joined to such a name (the «Back» and «Next» buttons); then it is a name wherever it stands. A capital
    shows that it is the label itself; without one it takes both the noun and the verb.
    """
    joined = [bool(_joint().fullmatch(text, one.end, other.start)) for one, other in pairwise(marked)]
    ahead = [before(text, span.start) for span in marked]
    behind = _passed([bool(_noun_behind().match(text, span.end)) for span in marked][::-1], joined[::-1])[
        ::-1
    ]
    front = _passed([bool(_noun_in_front().search(one)) for one in ahead], joined)
    pressed = _passed([bool(_pressing().search(one)) for one in ahead], joined)
    labels = [" ".join(text[span.start + 1 : span.end - 1].split()) for span in marked]
    known = {
        label
        for label, noun, other, verb in zip(labels, behind, front, pressed, strict=True)
        if _is_name(label, noun or other, verb)
    }
    return [label in known for label in labels]


def is_path(label: str) -> bool:
    """Whether a text is a whole path: `File → Open`."""
    steps = _STEP.split(label)
    return len(steps) > 1 and all(map(starts_like_name, steps))


def _passed(known: list[bool], joined: list[bool]) -> list[bool]:
    """What is known of a name holds for the one that is joined to it."""
    passed = known[:1]
    for own, joint in zip(known[1:], joined, strict=True):
        passed.append(own or (joint and passed[-1]))
    return passed


def _is_name(label: str, noun: bool, pressed: bool) -> bool:
    if len(label) > _LONGEST or is_irony(label):
        return False
    if label[:1].isupper():
        return noun or pressed
    return noun and (pressed or starts_like_name(label))


@cache
def _noun_behind() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:(?:{_any('modifiers')})\s+){{0,2}}(?:{_any(*_NOUNS)})\b(?!-)")


@cache
def _noun_in_front() -> re.Pattern[str]:
    """A Russian word or a colon may stand between: «кнопка отправки «Оплатить»», «tabs: «Access»»."""
    return re.compile(
        rf"(?<![\w-])(?i:{_any(*_NOUNS)})(?:\s+{_CALLED}|\s+[а-яё]{{4,}})?(?:\s*[:(]|\s+[—–-])?\s*$"
    )


@cache
def _pressing() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?i:{_any('pressing')})(?:\s+(?:on|в|на|по))?"
        rf"|(?i:{_any('going')})\s+(?:to|into|в|во))(?:\s+the)?\s+$"
    )


@cache
def _joint() -> re.Pattern[str]:
    conjunctions = r"(?:and|or|nor|и|или|либо|а\s+также)"
    then = r"(?:then|затем|потом)"
    return re.compile(
        rf"(?:\s+(?:{_any(*_NOUNS)}))?"
        rf"(?:\s*/|,?\s+{conjunctions}(?:\s+{then})?|,?\s+{then}|,)(?:\s+the)?\s*"
    )


def _any(*keys: str) -> str:
    """The words as alternatives of a pattern, longer ones first; ё may be written as е."""
    known = frozenset[str]().union(*(words(_LIST, key) for key in keys))
    return "|".join(sorted(known, key=lambda word: (-len(word), word))).replace("ё", "[её]")
