"""What stands to the left and to the right of a candidate, as the few facts that decide.

Reads a masked text; knows word lists, not decisions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.document.sentences.candidates import EMOJI

if TYPE_CHECKING:
    from proselint_t.document.sentences.candidates import Candidate
    from proselint_t.document.sentences.lists import SplitterWords

_LOOK = 48
"""Characters read to either side."""
_OPENING = "\"'“„«‘(`[{<*_"
_DASHES = "-–—―‒"
_BULLETS = "•▪·⁃"
_ASIDES = '([«“"'
_AROUND_WORD = "'\"“„«‘(`[{<*_”»’#>~+|\\"
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_ASIDE_THAT_GOES_ON = re.compile(
    r"""(?:\([^()]*\)|«[^«»]*»|“[^“”]*”|"[^"]*")\s*(?:[,;:.!?](?!\s*[—–-])|[^\W\d_A-ZА-ЯЁ])"""
)
_ASIDE_READ = 200
_LETTERS = re.compile(r"[A-ZА-ЯЁ\d]/[A-ZА-ЯЁ]$")
"""`A/B` is one word, and its last letter no initial."""
_NUMBER_WITH_UNIT = re.compile(r"[\d–—.,-]*\d([а-яё]{1,4}|[a-z]{1,3})$")


_ITEM_READ = 120
_ITEM_NUMBER = re.compile(
    r"(?:\n[ \t]*|[0-9][.)]\s[^.!?\n]{1,80}[,;]\s+(?:(?:and|or|и|или)\s+)?)[0-9]{1,2}\Z"
)
"""At the start of a line, or behind another item of the line."""
_NEXT_ITEM = re.compile(r"[^.!?\n]{1,80}?[,;]\s+(?:(?:and|or|и|или)\s+)?([0-9]{1,2})[.)]\s")


class MarkContext:
    """The facts about one candidate.

    ``mark`` is ``.``, ``!``, ``?`` or ``…``; ``closed`` what closes behind it: ``)``, ``"``, ``*`` or
    nothing. ``left`` and ``right`` are the words beside it, ``shape`` and ``right_shape`` their shapes
    (see :func:`shape`), ``before`` what kind of word stands before the left one.
    """

    __slots__ = (
        "after", "aside", "before", "behind_bracket", "closed", "detached", "first", "glued", "is_item",
        "left", "lists", "low", "mark", "marks", "opening", "previous", "right", "right_low", "right_shape",
        "second", "shape", "so_far",
    )  # fmt: skip

    def __init__(self, text: str, candidate: Candidate, sentence: int, lists: SplitterWords) -> None:
        start, close, end, following, _ = candidate
        self.lists = lists
        self.so_far = text[sentence:start].lstrip() if start - sentence < 26 else ""
        self.marks = text[start:close]
        self.mark = _mark(self.marks)
        self.detached = start > 0 and text[start - 1].isspace()
        self.closed = _closed(text[close:end])
        self.glued = following == end
        self._read_left(text, start)
        self._read_right(text, following)
        self.aside = text[following : following + _ASIDE_READ] if text[following] in _ASIDES else ""
        self.is_item = self.shape in {"9", "99"} and _is_item(self.left, text, start, following)

    def _read_left(self, text: str, start: int) -> None:
        begin = max(start - _LOOK, 0)
        words = text[begin:start].split()
        token = words[-1] if words else ""
        self.previous = words[-2] if len(words) > 1 else ""
        self.first = len(words) < 2 and begin == 0
        self.second = len(words) == 2 and begin == 0
        self.behind_bracket = bool(token) and token[-1] in ")]»”"
        self.left = _left_word(token)
        if self.behind_bracket:
            self.left = self.left.rstrip(")]")
        self.low = self.left.lower()
        self.shape = "code" if token.rstrip(")*_»”\"'").endswith("`") else shape(self.left)
        self._read_last_part()
        self.before = self._kind_before()

    def _read_last_part(self) -> None:
        """An abbreviation with a capital behind a hyphen is the same abbreviation: `Wrangell-St.`."""
        part = self.left.rpartition("-")[2]
        low = part.lower()
        if (
            part is not self.left
            and shape(part) == "Aa"
            and low not in self.lists.words_first
            and (low in self.lists.never_ends or low in self.lists.may_end)
        ):
            self.low, self.shape = low, "Aa"

    def _kind_before(self) -> str:
        """``^`` nothing, ``9`` a number, ``A.`` a short abbreviation, ``.`` the end of a clause."""
        if self.shape == "9a":
            match = _NUMBER_WITH_UNIT.match(self.low)
            if match and (match.group(1) in self.lists.may_end or match.group(1) in self.lists.units):
                self.low = match.group(1)
                self.shape = shape(self.low)
                return "9"
        return "^" if self.first else _kind_of_previous(self.previous, self.lists)

    def _read_right(self, text: str, following: int) -> None:
        words = text[following : following + _LOOK].split(None, 3)
        token = words[0] if words else ""
        self.opening = ""
        if token and token[0] in _DASHES:
            core = token.strip(_DASHES)
            self.opening = "-" if core else "—"
            token = core or (words[1] if len(words) > 1 else "")
        elif token and token[0] in _BULLETS:
            self.opening = "•"
            token = token[1:] or (words[1] if len(words) > 1 else "")
        if token and token[0] in _OPENING:
            self.opening += _opening_kind(token.lstrip("*_")[:1])
        match = _WORD.match(token.lstrip(_OPENING)) if token else None
        self.right = match.group() if match else ""
        self.right_low = self.right.lower()
        at = token.find(self.right) + len(self.right)
        self.after = token[at : at + 1] if self.right else ""
        self.right_shape = self._shape_of_right(token)

    def _shape_of_right(self, token: str) -> str:
        if self.opening.endswith("`"):
            return "code"
        if not self.right:
            if not token:
                return ""
            sign = token[0] in ".…,;:!?)]|/&@#<>$%+=»”§→⇒" and not EMOJI.match(token)
            return token[0] if sign and token[:3] != token[0] * 3 else "#"
        found = shape(self.right)
        return "A." if found == "A" and self.after == "." else found

    @property
    def upper(self) -> bool:
        """A capital follows (outside code)."""
        return self.right[:1].isupper() and self.right_shape != "code"

    @property
    def lower(self) -> bool:
        return self.right[:1].islower() and self.right_shape != "code"

    @property
    def digit(self) -> bool:
        return self.right[:1].isdigit() and self.right_shape != "code"

    @property
    def code(self) -> bool:
        return self.right_shape == "code"

    @property
    def starter(self) -> bool:
        """A word that often begins a sentence follows."""
        return self.right_low in self.lists.starters

    @property
    def interrupted(self) -> bool:
        """A parenthesis or a quotation follows, and behind it the sentence goes on."""
        return bool(_ASIDE_THAT_GOES_ON.match(self.aside))

    @property
    def dash(self) -> bool:
        return self.opening[:1] in {"—", "-"} and bool(self.opening)

    @property
    def listed(self) -> bool:
        """The left word is an abbreviation of any list."""
        lists = self.lists
        if self.shape == "code" or (self.low in lists.measures and self.before != "9"):
            return False
        return self.low in lists.never_ends or self.low in lists.may_end or self.low in lists.before_number


def shape(word: str) -> str:
    """The shape of a word.

    ``A a AA aa Aa aA`` letters, ``9 99 999 9999`` digits, ``9.9 X.X x.x w.x w.w`` dotted, ``9a a9`` mixed,
    ``url``, ``#`` anything else, ``0`` nothing.
    """
    if not word:
        return "0"
    if word.isalpha():
        return _letters(word)
    if word.isdigit():
        return {1: "9", 2: "99", 4: "9999"}.get(len(word), "999")
    return _dotted(word) if "." in word else _mixed(word)


def _mixed(word: str) -> str:
    if word[0].isdigit():
        return "9a"
    if word[-1].isdigit():
        return "a9"
    if "/" in word or "@" in word:
        return "url"
    if word[0].isalpha():
        return "Aa" if word[0].isupper() else "aa"
    return "#"


def _kind_of_previous(previous: str, lists: SplitterWords) -> str:
    last = previous[-1:]
    if last.isdigit():
        return "9"
    if last and last in ".!?:;…":
        return "A." if last == "." and len(previous) <= 3 else "."
    if last == ",":
        return ","
    if previous.lower() in lists.roman:
        return "R"
    return ("A" if previous[0].isupper() else "a") if last.isalnum() else "#"


def _letters(word: str) -> str:
    if len(word) == 1:
        return "A" if word.isupper() else "a"
    if word.islower():
        return "aa"
    if word.isupper():
        return "AA"
    return "Aa" if word[0].isupper() and word[1:].islower() else "aA"


def _dotted(word: str) -> str:
    parts = word.split(".")
    if word.replace(".", "").isdigit():
        return "9.9"
    if all(len(part) <= 2 for part in parts) and any(len(part) == 1 for part in parts):
        return "X.X" if word[0].isupper() else "x.x"
    return "w.x" if len(parts[-1]) == 1 else "w.w"


def _mark(marks: str) -> str:
    if marks == ".":
        return "."
    return "?" if "?" in marks else "!" if "!" in marks else "…"


def _closed(closing: str) -> str:
    if not closing:
        return ""
    if ")" in closing or "]" in closing:
        return ")"
    return "*" if closing[0] in "*_" else '"'


def _left_word(token: str) -> str:
    if "`" in token:
        return "".join(character for character in token if character.isalnum() or character == "`")
    word = token.strip(_AROUND_WORD)
    cut = max(word.rfind("("), word.rfind("/"), word.rfind("—"), word.rfind("«"))
    if cut < 0 or "://" in word or _LETTERS.search(word):
        return word
    return word[cut + 1 :]


def _opening_kind(character: str) -> str:
    if not character:
        return ""
    if character in "([{<":
        return "("
    if character == "`":
        return "`"
    return '"' if character in "\"'“„«‘" else ""


def _is_item(number: str, text: str, start: int, following: int) -> bool:
    """Whether a number counts an item among others: `for 1. a role, 2. a plan, and 3. time`."""
    if _ITEM_NUMBER.search(text, max(start - _ITEM_READ, 0), start):
        return True
    behind = _NEXT_ITEM.match(text, following)
    return behind is not None and number.isdecimal() and int(behind[1]) == int(number) + 1
