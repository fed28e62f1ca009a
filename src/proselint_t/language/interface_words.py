"""Words by which a text speaks of an interface: nouns of its elements, verbs of use, what is no name.

Works on plain strings; it must not know documents or marks.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from proselint_t.language.word_lists import folded, function_words, words
from proselint_t.text.literals import longest_run
from proselint_t.text.patterns import pattern, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = "interface"
_NOUNS = ("nouns_en", "nouns_ru")
_LOOK_BACK = 60
"""Characters before a name in which its noun or a verb of use is looked for."""
ARROW = r"(?:[→›>]|[–—=-]>)"
STEP = rf"\s*{ARROW}\s*"
"""What leads from one element to the next, as patterns, with the white space around: «Tools → Options»."""

_WORD = pattern(r"[^\W\d_][\w-]*")
_JOINED = pattern(r"\s*(?:[/,]|и\b|или\b)\s*(?=[A-ZА-ЯЁ«“\"])")
_RUSSIAN_WORD = pattern(r"(?:[А-ЯЁа-яё]+-)*([А-ЯЁа-яё]+)(?![\w-])")
_NEXT_WORD = pattern(r"\s+([a-z]+)\b")
_CODE_NAME = pattern(r"[a-zа-яё][A-ZА-ЯЁ]|[<>(){}=_$;@#\\→]|\w[.:]\w|^[.-]|^/|/$")
_FINITE_VERB = pattern(r"[а-яё]{3,}(?:л[аои]?|[еиуюая]т|[еа]н[аоы])(?:ся|сь)?")
"""A Russian word in quotation marks that says, with irony, what an element does: кнопка «думает»."""

_NUMBERED = pattern(r"\w+\s+\d+(?:\.\d+)*")
_REQUEST = pattern(r"(?:Pull|Merge)\s+Requests?")
_LETTERED = pattern(r"(?:[A-Z]\w+\s+)?[A-Z]")

_BETWEEN_KEYS = pattern(r"\s*[+/–-]\s*|\s+")
_KEY_OR_MODEL = pattern(r"[A-Z]\d+")
_ABBREVIATION = pattern(r"[A-ZА-ЯЁ]{2,}[a-z]?")
_ENGLISH_NAME = (
    r"[A-Z][\w'’+-]*(?:\s+(?:[A-Z][\w'’+-]*|and|or|to|in|of|as|up|out|off|on|with|for|from|&)){0,3}?"
)
_RUSSIAN_NAME = r"[A-Z][\w-]*(?:\s+[A-Za-z][A-Za-z\d-]*(?![\w-])){0,3}|[А-ЯЁ][а-яё-]+(?:\s+[А-ЯЁ][а-яё-]+)?"
_CALLED = r"(?:named|called|labell?ed|titled|marked|с\s+(?:надписью|названием|именем)|под\s+названием)"

_CAPITAL_WORD = r"[A-ZА-ЯЁ][\w'’-]*"
_CAPITALS = pattern(rf"{_CAPITAL_WORD}(?:[ ](?:&[ ])?{_CAPITAL_WORD}){{0,4}}…?")
_CAPITALS_AT_END = pattern(rf"(?<![\w'’-])(?:{_CAPITAL_WORD}[ ](?:&[ ])?){{0,4}}{_CAPITAL_WORD}$")
_FEW_WORDS = pattern(r"[\w'’-]+(?:[ ][\w'’&-]+){0,4}")
_UP_TO_SEPARATOR = pattern(rf"{_CAPITAL_WORD}(?:[ ](?:&|\w[\w'’&-]*)){{0,4}}(?=\s*(?:{ARROW}|»))")


def has_noun(text: str) -> bool:
    """Whether a text names an element of an interface."""
    return bool(_nouns_in(text))


def has_clear_noun(text: str) -> bool:
    """Whether a text names an element by a word that has no other meaning."""
    return any(not is_ambiguous(noun) for noun in _nouns_in(text))


def has_verb(text: str) -> bool:
    """Whether a text tells somebody to use an interface."""
    return _any_of(text, _verbs())


def is_spoken_of(text: str) -> bool:
    """Whether a text speaks of an interface: names an element of one, or tells somebody to use it."""
    found = _words_in(text)
    return not (_nouns().isdisjoint(found) and _verbs().isdisjoint(found))


@cache
def spoken_words() -> frozenset[str]:
    """Of which a text holds one that speaks of an interface: words, or the longest parts of compounds."""
    return frozenset(map(longest_run, _nouns() | _verbs()))


@lru_cache(maxsize=8)
def _words_in(text: str) -> frozenset[str]:
    """The words of a text in small letters; several questions are asked of one text after the other."""
    return frozenset(chain.from_iterable(words_in(_WORD, text.lower())))


@cache
def _verbs() -> frozenset[str]:
    return _all_words("verbs", "going", *_using(told=True))


@cache
def _nouns() -> frozenset[str]:
    return _all_words(*_NOUNS)


def _nouns_in(text: str) -> frozenset[str]:
    return _nouns() & _words_in(text)


def _any_of(text: str, known: frozenset[str]) -> bool:
    return not known.isdisjoint(_words_in(text))


def is_ambiguous(noun: str) -> bool:
    """Whether a noun has other meanings: `link` as a verb, `switch` in a network."""
    return noun.lower() in words(_LIST, "ambiguous")


def is_label(text: str) -> bool:
    """Whether a text in marks can be the name of an interface element: no code, no key, no word of stress."""
    return is_wording(text) and not is_irony(text) and not _are_keys(text)


def is_key(text: str) -> bool:
    """Whether a text is the name of a key, which may be one of an element too: `Delete`."""
    return text in words(_LIST, "keys")


def _are_keys(text: str) -> bool:
    """Whether a text says what to press on a keyboard: `Ctrl/Cmd + S`, `Ctrl-a a`, `Shift`."""
    first, *others = _BETWEEN_KEYS.split(text)
    keys = words(_LIST, "keys")
    return first in words(_LIST, "modifier_keys") and all(
        len(other) == 1 or other in keys or _KEY_OR_MODEL.fullmatch(other) for other in others
    )


def is_wording(text: str) -> bool:
    """Whether a text in marks is made of words: no code, no part of a sentence."""
    return not _CODE_NAME.search(text) and bool(_WORD.search(text)) and not text.endswith((",", ";", "!"))


def is_irony(text: str) -> bool:
    """Whether a text in marks stresses or mocks, beside a noun of the interface too: the «magic» button."""
    return text in words(_LIST, "not_names") or bool(_FINITE_VERB.fullmatch(text))


def is_declined(text: str) -> bool:
    """Whether a label is a Russian noun in a case that no screen has: it is a part of the sentence."""
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - loads the dictionary

    first = _RUSSIAN_WORD.match(text)
    readings = parses(first[1].lower()) if first else ()
    return bool(readings) and all(one.part_of_speech == "NOUN" and one.case != "nomn" for one in readings)


def starts_like_name(text: str) -> bool:
    """Whether a text begins with a capital or a digit."""
    return text[:1].isupper() or text[:1].isdigit()


def is_product(text: str) -> bool:
    """Whether a bare name is of a product, a key, or an abbreviation (but not `OK`)."""
    names = _WORD.findall(text)
    if is_brand(text) or not words(_LIST, "keys").isdisjoint(names):
        return True
    last = names[-1] if names else ""
    return last != "OK" and bool(_ABBREVIATION.fullmatch(last) or _KEY_OR_MODEL.fullmatch(last))


def is_brand(text: str) -> bool:
    """Whether the name of a product, a language or a format stands in a text."""
    return not words(_LIST, "products").isdisjoint(_WORD.findall(text))


def noun_behind(text: str, at: int) -> str | None:
    """The noun that follows a name which ends at an offset: `«Save» toolbar button`."""
    match = _behind().match(text, at)
    return match["noun"] if match else None


def noun_in_front(text: str, at: int) -> str | None:
    """The noun before a name which begins at an offset: `кнопку с надписью «Сохранить»`."""
    front = before(text, at)
    match = _in_front().search(front) if _may_hold(front, *_NOUNS) else None
    return match["noun"] if match else None


def is_operated(before: str, *, told: bool = True) -> bool:
    """Whether a verb of use stands at the end: `click the `, «перейдите в »; an element is named next.

    Without ``told`` forms that tell what happens do not count: `it opens`, `the selected`.
    """
    verbs = (*_using(told=told), "going", "turning")
    return _may_hold(before, *verbs) and bool(_operating(told=told).search(before))


def _using(*, told: bool) -> tuple[str, ...]:
    """The lists of verbs that need no preposition."""
    return ("pressing", "striking", "telling") if told else ("pressing", "striking")


def is_struck(before: str) -> bool:
    """Whether a verb stands at the end that is said of keys as of buttons: `press the `, «нажмите »."""
    return bool(_striking().search(before))


def is_pointed_at(text: str, at: int) -> bool:
    """Whether words tell where on a screen the name stands that begins at an offset: `under the `, «в ».

    So are other things spoken of: it makes a name where the same sentence tells to use an element.
    """
    return bool(_pointing().search(before(text, at)))


def is_beside_element(text: str, start: int, end: int) -> bool:
    """Whether anything that is seen on a screen is named at the side of a name: `the «New» command`."""
    front, behind = _beside_element()
    return bool(front.search(before(text, start)) or behind.match(text, end))


@lru_cache(maxsize=8)  # asked of a sentence for each name in it
def is_used(sentence: str) -> bool:
    """Whether a sentence tells somebody to use an element: `select the gear icon`."""
    return has_verb(sentence) and has_clear_noun(sentence)


def is_numbered(text: str) -> bool:
    """Whether a text is the name of a place in a text: `Step 2`."""
    return bool(_NUMBERED.fullmatch(text))


def is_lettered(text: str) -> bool:
    """Whether a text is one of several that are told apart by letters: `Option A`, or *N* alone."""
    return bool(_LETTERED.fullmatch(text))


def is_request(text: str) -> bool:
    """Whether a text is what is opened where code is kept, and no element: open a **Pull Request**."""
    return bool(_REQUEST.fullmatch(text))


def describes(text: str, end: int) -> bool:
    """Whether a name that ends at an offset only describes the noun behind it: ``the `AP` workflow``."""
    following = _NEXT_WORD.match(text, end)
    return following is not None and following[1] not in _after_objects() and following[1] not in _nouns()


def is_stored(text: str, end: int) -> bool:
    """Whether a name that ends at an offset is that of a file or the like: the **Downloads** folder."""
    following = _NEXT_WORD.match(text, end)
    return following is not None and following[1] in words(_LIST, "stored")


def before(text: str, at: int) -> str:
    """What is read before a name."""
    return text[max(at - _LOOK_BACK, 0) : at]


def bare_names(text: str) -> Iterator[tuple[int, int]]:
    """Names without marks: `the Save button`; in Russian, which has no article, `кнопку Сохранить`."""
    for named in (_english(), _russian()):
        for match in named.finditer(text):
            if named is _russian() and _is_of_several(text, match):
                continue
            if is_product(match["name"]) or not is_label(match["name"]):
                continue
            if not is_ambiguous(match["noun"]) or has_verb(before(text, match.start())):
                yield match.span("name")


def _is_of_several(text: str, named: re.Match[str]) -> bool:
    """Whether one name stands behind a noun for several elements: whose they are, «вкладки Acme»."""
    return named["noun"].lower() in words(_LIST, "plural_nouns") and not _JOINED.match(
        text, named.end("name")
    )


def name_before(text: str, *, behind_separator: bool) -> int | None:
    """Where a name without marks begins that ends with the text; verbs and prepositions in front are cut off.

    Behind a separator the whole text is the name, if it looks like one: `Time & language`.
    """
    whole = text.lstrip()
    if behind_separator and starts_like_name(whole) and _FEW_WORDS.fullmatch(whole):
        return len(text) - len(whole)
    match = _CAPITALS_AT_END.search(text)
    if match is None:
        return None
    start = match.start()
    for word in _WORD.finditer(text, start):
        if word.group().lower() not in _verbs() and word.group() not in words(_LIST, "openers"):
            return word.start()
    return None


def name_after(text: str) -> int | None:
    """Where a name without marks ends that begins the text: at the next separator, or with the capitals."""
    match = _UP_TO_SEPARATOR.match(text) or _CAPITALS.match(text)
    return match.end() if match else None


def is_choice(label: str) -> bool:
    """Whether a label is one side of a choice, such as `Yes`."""
    return label in words(_LIST, "choices")


def has_plural_noun(text: str) -> bool:
    """Whether a text names several elements at once, of which each name may be one."""
    return _any_of(text, words(_LIST, "plural_nouns"))


@cache
def _after_objects() -> frozenset[str]:
    """Small words that may stand behind the object of a verb: `click «Save» again to …`."""
    functional = (function_words(key) for key in ("dropped_en", "markers_en", "joints"))
    return frozenset[str]().union(words(_LIST, "after_objects"), *functional)


@cache
def _operating(*, told: bool) -> re.Pattern[str]:
    """What is checked is a box, but with an article something that is looked into: `check the **Log**`."""
    verbs, going = alternatives(*_using(told=told)), alternatives("going")
    return re.compile(
        rf"(?<![\w-])(?!(?i:check\w*)\s+the\s)(?:(?i:{verbs})(?:\s+(?:on|в|на|по))?|(?i:{going})\s+(?:to|into|в|во)"
        rf"|(?i:{alternatives('turning')})\s+(?:on|off))(?:\s+the)?\s+$"
    )


@cache
def _striking() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?i:{alternatives('striking')})(?:\s+(?:on|на))?(?:\s+the)?\s+$")


@cache
def _pointing() -> re.Pattern[str]:
    set_to = rf"(?:{alternatives('setting')})\s[^.;:]{{1,40}}\sto"
    return re.compile(rf"(?<![\w-])(?i:{alternatives('pointing')}|{set_to})(?:\s+the)?\s+$")


@cache
def _beside_element() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = alternatives("nouns_en", "nouns_ru", "elements_en", "elements_ru")
    front = re.compile(rf"(?<![\w-])(?i:{nouns})(?:\s+{_CALLED})?\s+$")
    return front, re.compile(rf"\s+(?:{nouns})\b(?!-)")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s+{_noun_phrase()}")


def _noun_phrase() -> str:
    return (
        rf"(?:(?:{alternatives('modifiers')})\s+){{0,2}}"
        rf"(?P<noun>{alternatives(*_NOUNS)})\b(?!-|\s+(?:{alternatives('programming')})\b)"
    )


@cache
def _in_front() -> re.Pattern[str]:
    nouns = alternatives(*_NOUNS)
    return re.compile(rf"(?<![\w-])(?P<noun>{nouns})(?:\s+{_CALLED})?\s+$", re.IGNORECASE)


@cache
def _english() -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he\s+(?P<name>{_ENGLISH_NAME})\s+{_noun_phrase()}")


@cache
def _russian() -> re.Pattern[str]:
    nouns = alternatives("nouns_ru")
    return re.compile(rf"(?<![\w-])(?P<noun>(?i:{nouns}))\s+(?P<name>{_RUSSIAN_NAME})(?![\w-])")


def _may_hold(text: str, *keys: str) -> bool:
    """Whether a word of the lists is in a text: faster to tell than whether one stands where it must."""
    return not _without_dots(*keys).isdisjoint(_WORD.findall(folded(text)))


@cache
def _without_dots(*keys: str) -> frozenset[str]:
    return frozenset(map(folded, _all_words(*keys)))


def _all_words(*keys: str) -> frozenset[str]:
    return frozenset[str]().union(*(words(_LIST, key) for key in keys))


def alternatives(*keys: str) -> str:
    """Lists of the words as alternatives of a pattern, longer ones first; ё may be written as е."""
    known = _all_words(*keys)
    return "|".join(sorted(known, key=lambda word: (-len(word), word))).replace("ё", "[её]")
