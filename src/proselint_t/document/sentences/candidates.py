"""Where a sentence could end: marks, what closes behind them, and what belongs to the sentence anyway.

Finds and masks; whether a candidate is an end is decided elsewhere.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.text.patterns import pattern
from proselint_t.text.prose import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator

    import regex

GLUE = pattern(r"""(?<=[^\W\d_][.!?…])(?=[A-ZА-ЯЁ«“(])|(?<=[)»”"!?])(?=[A-ZА-ЯЁa-zа-яё])""")
"""Where one sentence may follow the other without white space: `end.Next`, `end»Next`."""
CANDIDATE = pattern(
    rf"""([.!?…‽](?<![.!?…‽].)[.!?…‽]*+)                # the mark, all of it: tried once, not at each dot
        ((?:['"’”»“)\]}}*_]|&\#39;)*)                  # what closes behind it
        (?:(\s+)|{GLUE.pattern}|(?=\[\^[\w-]{{1,12}}\]\s)) # white space, glue, a footnote
    """,
    re.VERBOSE,
)
# Some corpora quote ``like this'': between double marks code has white space at both ends or at none.
_CODE = pattern(
    r"(?<!`)(`)(?!`)(.{1,400}?)(?<!`)`(?!`)|(?<!`)(``++)( .{1,200}? |\S(?:.{0,200}?\S)??)(?<!`)\3(?![`\w])",
    re.DOTALL,
)
_MASKED = pattern(f"{MASK}+")
_URL = pattern(r'\b(?:https?|ftp|file)://[^\s<>()«»"`]+|\bwww\.[^\s<>()«»"`]+')
_SPACED_DOTS = pattern(r"\.(?: \.){2,}")
_FOOTNOTE = pattern(r"(?:\s?\[\^?[\w-]{1,12}\])+(?=\s|$)|[⁰¹²³⁴-⁹]+(?=\s|$)|(?:\s#\d{1,7})+(?=\s*(?:\n|$))")
"""Also the number of an issue at the end of a line: `It is merged. #12`."""
EMOJI = pattern(
    r"""(?:\s*+(?:[:;=8xX][-^o']?[)(\]\[DPp3]++(?!\w)|[)(]{2,}+|<3|\^_?\^
         |[⏩-⏺☀-✄✆-✒✕-➿⭐⭕\U0001F000-\U0001FAFF\uFE0F\u200d]++))+(?=\s|$)""",
    re.VERBOSE,
)
SMILE = pattern(r'\s(?:[:;]-?\)+|\)\)+)(?=\s+["«]?[A-ZА-ЯЁ])')


@cache
def full_stop() -> regex.Pattern[str]:
    """The marks of scripts that need no white space behind the end of a sentence: `。`, `।`, `؟`."""
    import regex  # noqa: PLC0415 - English and Russian have none of them

    return regex.compile(r"[\p{Sentence_Terminal}--[.!?…‽]]+", regex.V1)


class Candidate(NamedTuple):
    """A place where a sentence could end.

    The mark is ``text[start:close]``, what closes behind it ``text[close:end]``; the next token begins at
    ``next``. ``tail`` is where the sentence ends if it does: behind emoji and footnote marks.
    """

    start: int
    close: int
    end: int
    next: int
    tail: int


def masked(text: str) -> str:
    """The text with code, masks and URLs turned into words of the same length without any mark."""
    if "`" in text:
        text = _CODE.sub(lambda match: _code_of_length(len(match.group())), text)
    if MASK in text:
        text = _MASKED.sub(lambda m: _code_of_length(len(m.group())), text)
    if "://" in text or "www." in text:
        text = _URL.sub(_masked_url, text)
    if ". ." in text:
        text = _SPACED_DOTS.sub(lambda m: "." * len(m.group()), text)
    return text


def _code_of_length(length: int) -> str:
    return f"`{'x' * (length - 2)}`" if length > 2 else "`" * length


def _masked_url(match: re.Match[str]) -> str:
    url = match.group()
    kept = len(url.rstrip(".,;:!?…*_"))
    return _code_of_length(kept) + url[kept:]


def find_candidates(text: str) -> Iterator[Candidate]:
    """Candidates of a masked text, but for the one at its very end."""
    last = len(text)
    while last and not (text[last - 1].isalnum() or text[last - 1] == "`"):
        last -= 1
    position = 0
    for match in CANDIDATE.finditer(text):
        end, following = match.end(2), match.end()
        if following >= last:
            return
        if end <= position:
            continue
        tail = _tail(text, end, following)
        if tail > end:
            following = tail
            while following < len(text) and text[following].isspace():
                following += 1
            position = tail
        if following < len(text):
            yield Candidate(match.start(), match.end(1), end, following, tail)


def _tail(text: str, end: int, following: int) -> int:
    """Where emoji, smileys and footnote marks behind a sentence end; ``end`` when there are none."""
    first = text[following]
    if first not in "[:;=8xX)(<^#" and not (first > "\u2070" and not first.isalpha()):
        return end
    match = _FOOTNOTE.match(text, end) or EMOJI.match(text, end)
    return match.end() if match else end
