"""Which of the texts in marks are spoken of as names of an interface: told by the words around them.

More nouns count here than in `interface_words`: what stands in marks needs less proof. Works on plain
strings; it must not know documents.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from proselint_t.language.interface_words import (
    STEP,
    alternatives,
    before,
    is_irony,
    is_operated,
    starts_like_name,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.text.span import Span

_CONTROLS = ("nouns_en", "nouns_ru")
_NAMED = ("elements_en", "elements_ru", "things_en", "things_ru")
_LONGEST = 60
_CALLED = (
    r"(?:(?:that\s+|which\s+)?(?:is\s+|are\s+)?(?:named|called|labell?ed|titled|marked|says|reads)"
    r"|с\s+(?:надписью|названием|именем)|под\s+названием|of(?:\s+the)?|(?:is|was)(?:\s+set\s+to)?|равн[аоы]?)"
)
_SIGN = re.compile(r"\S*[_@#/\d]\S*")
"""What a name of one piece has in it that no word of a phrase has: `price_old`, `text/html`."""
_STEP = re.compile(STEP)


def are_names(text: str, marked: Sequence[Span]) -> list[bool]:
    """For each text in marks whether it is the name of an element; marks are one character each.

    A noun touches the name (the «Save» button), a verb of pressing stands right before it (click «Save»), or
    it is joined to such a name (the «Back» and «Next» buttons); then it is a name in every place.
    """
    joined = [bool(_joint().fullmatch(text, one.end, other.start)) for one, other in pairwise(marked)]
    found = zip(
        [" ".join(text[span.start + 1 : span.end - 1].split()) for span in marked],
        _beside_noun(text, marked, joined, _CONTROLS),
        _beside_noun(text, marked, joined, _CONTROLS + _NAMED),
        _passed([is_operated(before(text, span.start), told=False) for span in marked], joined),
        strict=True,
    )
    labels = [(label, _is_label(label) and _is_name(label, *words)) for label, *words in found]
    names = {label for label, is_name in labels if is_name}
    return [label in names for label, _ in labels]


def is_whole_path(label: str) -> bool:
    """Whether a text is a whole path: `File → Open`."""
    steps = _STEP.split(label)
    return len(steps) > 1 and all(map(starts_like_name, steps))


def _passed(known: list[bool], joined: list[bool]) -> list[bool]:
    """What is known of a name holds for the one that is joined to it."""
    passed = known[:1]
    for own, joint in zip(known[1:], joined, strict=True):
        passed.append(own or (joint and passed[-1]))
    return passed


def _beside_noun(text: str, marked: Sequence[Span], joined: list[bool], keys: tuple[str, ...]) -> list[bool]:
    in_front, behind = _noun_in_front(keys), _noun_behind(keys)
    front = _passed([bool(in_front.search(before(text, span.start))) for span in marked], joined)
    back = _passed([bool(behind.match(text, span.end)) for span in marked][::-1], joined[::-1])[::-1]
    return [one or other for one, other in zip(front, back, strict=True)]


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST and not is_irony(text)


def _is_name(label: str, control: bool, element: bool, pressed: bool) -> bool:
    """A capital shows that it is the label itself; without one it takes both a control and the verb."""
    if label[:1].isupper():
        return element or pressed
    shows = starts_like_name(label) or _SIGN.fullmatch(label) is not None
    return (element and shows) or (control and pressed)


@cache
def _noun_behind(keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:(?:{alternatives('modifiers')})\s+){{0,2}}(?:{alternatives(*keys)})\b(?!-)")


@cache
def _noun_in_front(keys: tuple[str, ...]) -> re.Pattern[str]:
    """Between them may stand a word, a colon, an arrow: «кнопка отправки «Оплатить»», «tabs: «Access»».

    What something is done with is one: «с помощью «Save»».
    """
    return re.compile(
        rf"(?<![\w-])(?i:{alternatives(*keys)}|с\s+помощью|using)(?:\s+{_CALLED}|\s+[а-яё]{{4,}})?"
        r"(?:\s*[:(→]|\s+[—–-])?\s*$"
    )


@cache
def _joint() -> re.Pattern[str]:
    conjunctions = r"(?:and|or|nor|и|или|либо|а\s+также)"
    then = r"(?:then|затем|потом)"
    has = r"(?:\s+(?:is|was|has|равн[аоы]?|стоит|имеет)(?:\s+set\s+to)?|\s*=)"
    return re.compile(
        rf"(?:\s+(?:{alternatives(*_CONTROLS, *_NAMED)}))?"
        rf"(?:\s*/|,?\s+{conjunctions}(?:\s+{then})?|,?\s+{then}|,|{has})(?:\s+the)?\s*"
    )
