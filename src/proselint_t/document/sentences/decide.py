"""Whether a candidate ends a sentence: judges in order, each for one kind of left neighbour.

A judge answers ``True``, ``False`` or ``None`` (not my case). The first answer counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.document.sentences.context import MarkContext

_VOWEL = re.compile("[aeiouyаеёиоуыэюя]")
_DOTTED_ABBREVIATION = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,4}$")
_SHORT_OPENING = re.compile(
    r"\W*(?:[ВвСсКк]|До|После|На|At|In|On|By|From|Since|Until|Before|After|Around)\s[^a-zа-яё]{1,14}\s?[\w.]{1,6}$"
)
_CREDIT = re.compile(r"\([^\W\d_][\w'’-]*(?:,? [\w'’-]+){0,2}\)[^\w.!?…]*")
_YEAR_IN_BRACKETS = re.compile(r"\(\d{4}\)")
_YEAR = re.compile(r"\d{3,4}\)$|-(?:х|м|го|й)$")
_WORD_SHAPES = frozenset({"aa", "Aa", "aA", "AA", "code", "9a", "a9", "url", "w.w", "#"})
_NUMBER_SHAPES = frozenset({"9", "99", "999", "9999", "9.9"})
_ENUMERATOR_SHAPES = frozenset({"9", "99", "999", "9.9", "A", "a"})
_CYRILLIC = "\u0400"


def is_sentence_end(context: MarkContext) -> bool:
    """Whether a sentence ends at the candidate."""
    for judge in _JUDGES:
        verdict = judge(context)
        if verdict is not None:
            return verdict
    return context.upper


def _glued(c: MarkContext) -> bool | None:
    """No white space: `end.Next`, but not `file.Name` or `a=b?C`."""
    if not c.glued:
        return None
    if c.mark in "!?":
        return c.upper and c.shape != "url" and "=" not in c.left
    if c.mark != "." or c.listed or not c.left:
        return False
    # A capital in front makes a name of both: «Яндекс.Маркет».
    if len(c.low) > 3 and c.shape == "aa" and min(c.low[-1], c.right_low[:1]) > _CYRILLIC:
        return True
    latin = c.shape == "aa" and len(c.low) > 2 and c.low[-1] < _CYRILLIC
    return latin and c.starter and len(c.right) > 1 and c.after != "."


def _before_punctuation(c: MarkContext) -> bool | None:
    """Punctuation that continues the sentence follows, or an arrow: it leads to a part of the sentence."""
    return False if not c.right and c.right_shape and c.right_shape in ",;:)]|/&=%»”→⇒…" else None


def _before_aside(c: MarkContext) -> bool | None:
    """`etc. (See below), and`, «100 руб. «под ключ» за всё»: the sentence goes on behind what is put in."""
    listed = c.listed and c.low not in c.lists.words_first
    abbreviated = c.mark == "." and (listed or c.shape in {"X.X", "x.x", "a"})
    return False if abbreviated and c.interrupted else None


def _before_small_aside(c: MarkContext) -> bool | None:
    """`Which marks? (paper, disk)`, `a photograph. (c) Ann Lee`: a sentence of its own has a capital.

    A few words at the end of the text that no mark closes are none either: `Who asks? (Ann Lee)`.
    """
    if _CREDIT.fullmatch(c.aside):
        return False
    is_name = c.right_shape == "aA" or c.right in c.lists.small_names
    return False if c.aside[1:2].islower() and c.aside[0] == "(" and not is_name else None


def _before_source(c: MarkContext) -> bool | None:
    """Who is quoted stands behind a dash: `“It runs.” — Ann Lee`. So do a year and a place in a journal."""
    credit = c.dash and c.closed in {'"', ")"}
    journal = c.right_shape == "9999" and c.after == ";"
    return False if credit or journal or _YEAR_IN_BRACKETS.match(c.aside) else None


def _exclamation(c: MarkContext) -> bool | None:
    if c.mark not in "!?":
        return None
    if c.mark == "!" and c.low in c.lists.exclaiming and not c.opening and c.right_shape:
        return False
    if c.dash:
        return not c.lower
    if c.lower:
        if c.detached:  # a sign, not a mark: `the operator ! negates`
            return False
        # `«Really?» he said` goes on; a bare mark before a small letter is an end in informal text.
        return c.closed not in {'"', ")"}
    return True


def _ellipsis(c: MarkContext) -> bool | None:
    if c.mark != "…":
        return None
    if c.detached and len(c.marks) > 6 and c.upper:
        return True
    if c.lower or (c.detached and c.right == "I"):
        return False
    if not c.left and (c.closed == ")" or c.before == "^"):
        return False
    return c.upper or c.opening[:1] != "—"


def _after_bracket(c: MarkContext) -> bool | None:
    if not c.behind_bracket or c.first:
        return None
    if c.dash and c.lower:
        return False
    return not (c.before == "^" and len(c.low) < 3)


def _enumerator(c: MarkContext) -> bool | None:
    """A number or a letter at the start of a paragraph, `№ 5`, and `В 2 т. Книга` at a sentence's start."""
    if (
        c.first
        and not c.closed
        and (c.low in c.lists.roman or c.shape in _ENUMERATOR_SHAPES or c.left[:1] == "§")
    ):
        return False
    if c.is_item and not c.closed:
        return False
    if c.low in {"n°", "n", "№"} and c.digit:
        return False
    short = c.listed or c.shape in {"a", "A", "X.X", "x.x"} or _DOTTED_ABBREVIATION.match(c.low)
    if c.so_far and (c.upper or c.code) and short and _SHORT_OPENING.match(c.so_far):
        return False
    return None


def _detached(c: MarkContext) -> bool | None:
    return c.upper if c.detached else None


def _plain_word(c: MarkContext) -> bool | None:
    if c.shape not in _WORD_SHAPES or c.listed:
        return None
    if c.shape == "code":
        return True
    if c.dash and c.lower:
        return False
    plain = len(c.low) > 3 or c.shape in {"AA", "9a", "a9"} or _VOWEL.search(c.low)
    if not plain:
        return c.upper
    return not (c.lower and c.closed)


def _citation(c: MarkContext) -> bool | None:
    """Inside the name of a law, reporter, court: `Rev. & Tax. Code § 5`, `F. Supp. 2d`, `(4th Cir. 2020)`."""
    if c.closed or c.detached or not c.left[:1].isupper() or not _is_of_citation(c):
        return None
    if c.right_shape in {"§", "&"}:
        return False
    if c.digit:
        return False if c.previous[-1:] == "." or c.previous.lstrip("(")[:1].isdigit() else None
    goes_on = c.right_shape == "A." or c.right_low in c.lists.citations | c.lists.citation_words
    return False if goes_on else None


def _is_of_citation(c: MarkContext) -> bool:
    if c.low in c.lists.citation_words:
        return c.previous == "&" or c.previous[-1:] == "."
    is_counted = c.shape == "X.X" and c.before == "9"
    return c.low in c.lists.citations or is_counted or (c.shape == "A" and c.low != "i")


def _nothing(c: MarkContext) -> bool | None:
    return c.upper if c.shape == "0" else None


def _number(c: MarkContext) -> bool | None:
    """`Chapter 9. Instead` ends, `9. Instead` at the start and `Figure 3. The` there do not."""
    if c.shape not in _NUMBER_SHAPES or c.listed:
        return None
    return not (c.lower or _is_heading_number(c))


def _is_heading_number(c: MarkContext) -> bool:
    previous = c.previous.lower()
    if c.opening.endswith("•") or (previous in c.lists.numbered and (c.second or not c.starter)):
        return True
    if c.second and (previous.strip("*_.") in c.lists.labels or previous in {"•", "-", "*", "—"}):
        return True
    if previous.rstrip(".") in c.lists.before_number:
        return False
    return c.shape in {"9", "99"} and (c.before == "." or c.previous[-1:] == ")")


def _capital_letter(c: MarkContext) -> bool | None:
    """Initials: `Kent C. Dodds`, «В. И. Ленин»; but `plan B. Then`."""
    if c.shape != "A":
        return None
    if c.closed:
        return c.upper
    if c.left == "I":
        return c.upper and (c.starter or c.previous.lower() in {"and", "or", "than"})
    if c.first or c.right_shape == "A." or not c.upper:
        return False
    if c.before == "9" and c.low not in "сдг":
        return True
    unit = c.low in c.lists.units and c.before in {"9", "R"} and c.low != "в"
    return unit or (c.starter and len(c.right) > 1 and c.before == "a")


def _place(c: MarkContext) -> bool | None:
    """«(§5) г. Торжок», «с. Покровское»; but «(2010) г. Затем» and «и т. д. Потом»."""
    if c.shape != "a" or c.low not in c.lists.places or c.closed == ")":
        return None
    other = c.before in {"9", "R"} or c.previous == "т." or _YEAR.search(c.previous)
    return None if other else False


def _small_letter(c: MarkContext) -> bool | None:
    """«2010 г. Затем», «т. е. так», «н. э. Рим», «и т. д. Потом»."""
    if c.shape != "a":
        return None
    if c.closed == ")":
        return c.upper or not c.right
    counted = c.before in {"9", "R", "A.", "."} or c.previous.endswith(("в", "г", "н", ")"))
    if c.low in c.lists.units and counted:
        return not c.lower and not c.digit
    if c.low in {"э", "я"}:  # «н. э. Рим», «сказал я. Он»
        return c.upper
    if c.low in {"д", "п"} and c.previous == "т.":
        return c.upper or (bool(c.opening) and not c.lower)
    return False


def _never_ends(c: MarkContext) -> bool | None:
    if c.low not in c.lists.never_ends:
        return None
    if c.closed == ")":
        return c.upper
    if c.low in c.lists.languages and c.right[:1] < _CYRILLIC:
        return c.previous.lower() in c.lists.prepositions and c.upper
    if c.low in c.lists.also_words and c.upper:
        return c.starter or (len(c.low) > 1 and c.shape == "aa" and c.before == "a")
    return False


def _may_end(c: MarkContext) -> bool | None:
    if c.low in c.lists.before_number and c.digit:
        return False
    if not c.listed and not _DOTTED_ABBREVIATION.match(c.low):
        return None
    if c.low in c.lists.words_first:
        return not c.lower or c.low != "мин"
    if c.lower or c.dash:
        return False
    if c.closed == ")":
        return c.upper or bool(c.opening)
    return (c.upper or c.code) and _begins_anew(c)


def _begins_anew(c: MarkContext) -> bool:
    """Whether a capital behind an abbreviation that may end a sentence begins one."""
    if c.low in {"a.m", "p.m"}:
        return c.right_low.partition("-")[0] not in c.lists.behind_hours
    if c.low in c.lists.measures and c.before == "9":
        return True
    return c.starter or c.low == "etc" or (c.low > _CYRILLIC and c.low in c.lists.may_end)


def _dotted(c: MarkContext) -> bool | None:
    return c.upper and c.starter if c.shape in {"X.X", "x.x", "w.x"} else None


_JUDGES: tuple[Callable[[MarkContext], bool | None], ...] = (
    _glued,
    _before_punctuation,
    _before_aside,
    _before_small_aside,
    _before_source,
    _exclamation,
    _ellipsis,
    _after_bracket,
    _enumerator,
    _detached,
    _citation,
    _plain_word,
    _nothing,
    _number,
    _capital_letter,
    _place,
    _small_letter,
    _never_ends,
    _may_end,
    _dotted,
)
