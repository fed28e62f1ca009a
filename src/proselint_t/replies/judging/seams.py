"""Seams: where the text of an edit meets the text of the answer that stays, on one line.

Only what the edit makes wrong is a fault: what stood at the same place before may stand there again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.points import LETTER
from proselint_t.language.word_lists import function_words
from proselint_t.rules.review import TextFault
from proselint_t.text.marks import CLAUSE_ENDS, CLOSING_QUOTES, LINE_SPACES, SENTENCE_ENDS
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.replies.placing.applying import Applied, AppliedEdit
    from proselint_t.text.source import Source

_CLOSERS = f"{CLOSING_QUOTES})]*_`{LINE_SPACES}"
_ENDS = tuple(SENTENCE_ENDS + CLAUSE_ENDS)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*),?[" + LINE_SPACES + r"]+\Z")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SPOKEN = re.compile(r"[^\W\d_]{2}|`")
"""A label alone is no sentence: that the point is empty is another fault."""
_ENDS_SENTENCE = re.compile(rf"[{SENTENCE_ENDS}][»”\")]*\Z")
_ENDS_TWICE = re.compile(r"(?:(?<!\.)\.\.|[!?…,;:]\.|\.[,;])[»”\")]*[" + LINE_SPACES + r"]*\Z")
_GOES_ON = re.compile(rf"[{LINE_SPACES}]+[a-zа-яё]|[{LINE_SPACES}]*[,;]")
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_]{1,2}|\b(?:etc|vs|approx|руб|мин|сек|тыс|млн|др|пр))\.\Z", re.IGNORECASE
)
_NO_WORDS = re.compile(rf"[\W\d_]*(?:\({LETTER}\)\s*)?")
"""What stands in front of the first word of a line: markers, and the label of a point."""
_DOUBLED = frozenset({".", "!", "?", ",", ";", ":"})


def seam_faults(applied: Applied) -> Iterator[tuple[AppliedEdit, TextFault]]:
    """What goes wrong at both ends of each edit; spans count in the new answer."""
    for edit in applied.edits:
        change = edit.placed.change
        if change and not change.inserts:
            yield from ((edit, fault) for fault in _faults(applied, edit))


def _faults(applied: Applied, edit: AppliedEdit) -> Iterator[TextFault]:
    old, new = _Joint.of(applied.before, edit.old), _Joint.of(applied.after, edit.new)
    start, end = Span(edit.new.start, edit.new.start), Span(edit.new.end, edit.new.end)
    if not (new.before + new.text + new.behind).strip():
        return  # a whole line is gone
    line = _last_line(new)
    if _SPOKEN.search(line) and _ends(_last_line(old)) and not _ends(line):
        yield TextFault(
            end, translated("the line ended with an end mark, and does not end with one any more")
        )
    elif _ends_twice(new) and not _ends_twice(old):
        told = "2 end marks meet here: quote that of the answer in «Old», or leave it out"
        yield TextFault(end, translated(told))
    elif _leaves_rest(new) and not _leaves_rest(old):
        told = translated("the sentence has ended, and «%s» stays behind it", new.behind.strip())
        yield TextFault(end, told)
    for is_wrong, told in (
        (_doubles, "a word stands twice where the edit meets the text around it"),
        (_begins_small, "the line began with a capital, and begins with a small letter now"),
        (_has_inner_capital, "a sentence begins inside another one: write its first word small"),
    ):
        if is_wrong(new) and not is_wrong(old):
            yield TextFault(start, translated(told))


class _Joint(NamedTuple):
    """A stretch with what stands around it on its first and its last line."""

    before: str
    text: str
    behind: str

    @classmethod
    def of(cls, source: Source, span: Span) -> _Joint:
        text, (start, end) = source.text, source.whole_lines(span)
        return cls(text[start : span.start], text[slice(*span)], text[span.end : max(end, span.end)])


def _last_line(joint: _Joint) -> str:
    """The line on which a stretch ends."""
    whole = joint.before + joint.text
    return whole[max(whole.rfind("\n"), whole.rfind("\r")) + 1 :] + joint.behind


def _ends(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith(_ENDS)


def _ends_twice(joint: _Joint) -> bool:
    return _has_two_ends(joint) or _ENDS_TWICE.search(_last_line(joint)) is not None


def _has_two_ends(joint: _Joint) -> bool:
    """`..` or `.,` at the end, but no ellipsis, and a comma may follow the full stop of an abbreviation."""
    whole, behind = (joint.before + joint.text).rstrip(LINE_SPACES), joint.behind.lstrip(LINE_SPACES)
    if not joint.text.strip() and joint.behind[:1] in LINE_SPACES:
        return False
    last, first = whole[-1:], behind[:1]
    if last not in _DOUBLED or first not in _DOUBLED or (last + first) in {"!?", "?!"}:
        return False
    if last == "." and first != ".":
        return not _ABBREVIATION.search(whole)
    return not (whole.endswith("..") or behind.startswith(".."))


def _leaves_rest(joint: _Joint) -> bool:
    """Whether a text goes on small behind an end mark that no abbreviation has."""
    text = joint.text.rstrip(LINE_SPACES)
    return bool(_ENDS_SENTENCE.search(text) and _GOES_ON.match(joint.behind)) and not _ABBREVIATION.search(
        text
    )


def _doubles(joint: _Joint) -> bool:
    """`the the` at either end."""
    pairs = ((joint.before, joint.text or joint.behind), (joint.text, joint.behind))
    for left, right in pairs:
        last, first = (
            _WORD_BEFORE.search(left if left.endswith(tuple(LINE_SPACES)) else ""),
            _WORD.match(right),
        )
        if right.startswith(tuple(LINE_SPACES)):
            last, first = _WORD_BEFORE.search(left + " "), _WORD.match(right.lstrip(LINE_SPACES))
        if last and first and last[1].casefold() == first[0].casefold():
            return True
    return False


def _has_inner_capital(joint: _Joint) -> bool:
    """Whether a text begins with a capital behind a small word, and with no name.

    That it is none is known of a function word; of what may be a name nothing is said.
    """
    last, first = _WORD_BEFORE.search(joint.before), _WORD.match(joint.text)
    if not last or not first or not last[1].islower() or not first[0].istitle() or first[0] == "I":
        return False
    return _is_function_word(first[0].lower())


def _begins_small(joint: _Joint) -> bool:
    """Whether a line begins with a small function word: of what may be a name nothing is said."""
    first = _WORD.match(joint.text)
    if not first or not first[0].islower() or not _NO_WORDS.fullmatch(joint.before):
        return False
    return _is_function_word(first[0])


def _is_function_word(word: str) -> bool:
    if word.isascii():
        return word in function_words("english") | function_words("markers_en")
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - only for a capital at a seam

    return parses(word)[0].part_of_speech in {"NPRO", "PREP", "CONJ", "PRCL", "INFN", "VERB", "ADVB", "PRED"}
