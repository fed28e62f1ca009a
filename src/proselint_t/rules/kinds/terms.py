"""Kind ``terms``: an official name is spelt as its owner spells it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.document.annotations.file_names import NAMES
from proselint_t.document.model import BlockKind
from proselint_t.language.registry import RUSSIAN
from proselint_t.language.vocabulary import first_words, longest, may_differ, spellings, vocabulary
from proselint_t.language.word_lists import function_words
from proselint_t.rules.matching.patterns import compile_pattern
from proselint_t.rules.matching.scope import speaks, view
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, RuleMeta, Violation
from proselint_t.text.edits import Applicability
from proselint_t.text.errors import ConfigError, Place, RuleError
from proselint_t.text.marks import DASHES
from proselint_t.text.patterns import pattern, words_in
from proselint_t.text.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

    from proselint_t.document import Segment

_Index = dict[str, list[tuple[str, str]]]
"""As :func:`vocabulary` makes it."""
_WORD = pattern(r"[A-Za-z](?<![\w@#/\\.:$_&`-].)[A-Za-z0-9+#]*")
_BEHIND = pattern(r"[\w@#/\\_]|[.:](?=\w)")
_AROUND = " \n.,;:"
"""What may surround a name that is the whole of its item or heading."""
_AROUND_NAME = 60
"""Characters at either side of a common word in which something tells that it is a name."""
_NEXT_WORD = pattern(r"[ \n]+([A-Za-z]+)")
_LAST_WORD = pattern(r"([^\W\d_]+)[ \n]+\Z")
_WORD_BEFORE = pattern(r"([^\W\d_]+)[\W\d_]+\Z")
"""The same behind other signs too: `PART 3 — GITHUB ACCESS`."""
_NO_LETTER = pattern(r"[\W_]+")
_NAME_BEFORE = pattern(r"(?<![\w.-])([A-Z][a-z0-9]+) \Z")
_CLAUSE = pattern(rf"(?:[:{DASHES}]|\s-)\s+\Z")
"""Behind a colon or a dash a clause begins."""
_NAME_BEHIND = pattern(r" [A-Z][a-z]")
_OPTION = pattern(r"(?:[ ][a-z]+)?[ ]--?[A-Za-z]")
"""What follows a command: an option, behind a word perhaps."""
_MODULE = pattern(r"[ ][a-z_]{2,}\.[a-z_]{2,}")
"""What else does: a module or a program, `python http.server`."""
_OPTION_BEFORE = pattern(r"(?:^|\s)--?[A-Za-z][\w-]* \Z")
"""What stands before the argument of an option."""
_JOINT = r"(?:, (?:and |or |и |или )?| (?:and|or|и|или) )"
_ITEMS_BEFORE = pattern(rf"(?:([\w-]+), )?([\w-]+){_JOINT}\Z")
_ITEMS_BEHIND = pattern(rf"{_JOINT}([\w-]+)(?:{_JOINT}([\w-]+))?")
"""The next two in a row: `jpg, jpeg or bmp`."""
_PLURAL = pattern(r"[A-Z]{2,}s")
"""Leads of teams, TLs, are no TLS."""
_CAMEL_CASE = pattern(r"[a-z]+[A-Z]")
"""The name of something in a program, where the official name has no small letters: `dnsSec`."""
_COMPOUND = pattern(r"-([A-Za-z0-9]+)(-?)")

_VALUE_BEFORE = pattern(r"(?:^|[,:|])\s*$")
_KEY_BEFORE = pattern(r"\((?:[^\W\d_][\w-]*[ ]?){1,3}:\s*$|\w_\w*\($")
_VALUE_BEHIND = pattern(r"\s*(?:[,|]|$)")


class Terms(BaseRule):
    """Names of a vocabulary in any other spelling. Setting ``terms`` adds names or replaces them."""

    fields: ClassVar[tuple[Field, ...]] = (
        Field("terms", FieldType.SECTIONS, "Official name → other spellings that mean it.", required=True),
        Field("common", FieldType.TEXTS, "Official names whose lower-case spelling is a word.", ()),
        Field(
            "named_by",
            FieldType.SECTIONS,
            "Official name of a common word → patterns that make it the name.",
            {},
        ),
        Field(
            "identifiers_before",
            FieldType.TEXTS,
            "Words before which a lower-case name is an identifier.",
            (),
        ),
        Field(
            "identifiers_behind",
            FieldType.TEXTS,
            "Words behind which a lower-case name is a command.",
            (),
        ),
        Field("compounds", FieldType.TEXTS, "Second parts of compounds that leave the name a name.", ()),
    )

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        try:
            self._spellings = spellings(options["terms"])
        except ConfigError as error:
            raise RuleError(error.problem, Place(key="terms")) from None
        self._known = frozenset(spelling for spelling, _ in self._spellings)
        self._common = frozenset(options["common"])
        self._named_by = {
            official: compile_pattern("|".join(patterns), ignore_case=True, key="named_by")
            for official, patterns in options["named_by"].items()
        }
        self._identifiers = frozenset(options["identifiers_before"])
        self._commands = frozenset(" ".join(options["identifiers_behind"]).split())
        self._compounds = frozenset(" ".join(options["compounds"]).split())
        self._last: tuple[object, _Index] = (None, {})

    @cached_property
    def _bundled(self) -> _Index:
        """The vocabulary where a configuration has no names of its own."""
        return vocabulary(self._spellings, ())

    def _index(self, own: Mapping[str, Sequence[str]] | None) -> _Index:
        """The vocabulary with the names of a configuration, which each segment brings along."""
        if not own:
            return self._bundled
        if self._last[0] is not own:
            self._last = own, vocabulary(self._spellings, spellings(own))
        return self._last[1]

    def words_for(self, settings: Mapping[str, Any]) -> frozenset[str]:
        return first_words(self._spellings, spellings(settings.get("terms") or {}))

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        text = view(segment, self.meta)
        index = self._index(context.settings.get("terms"))
        lowered = text.lower()
        known = {word for words in words_in(_WORD, lowered) for word in index.keys() & words}
        if not known or not any(may_differ(text, lowered, index[word]) for word in known):
            return
        end = 0
        for match in _WORD.finditer(text):
            candidates = index.get(match.group().lower())
            if candidates is None or match.start() < end:
                continue
            found = longest(text, match.start(), candidates)
            if found is None:
                continue
            end = match.start() + len(found[0])
            span = Span(match.start(), end)
            if self._is_wrong(segment, text, span, found[1]) and speaks(segment, span.start, self.meta):
                fix = self.replacement(segment, span, found[1], _applicability(segment, text, span, found[1]))
                yield self.violation_in(segment, span, fix, words=(found[1], text[span.start : end]))

    def _is_wrong(self, segment: Segment, text: str, span: Span, official: str) -> bool:
        written = " ".join(text[span.start : span.end].split())
        if written == official or self._is_other_word(segment, span, written, official):
            return False
        if _is_part_of_name(segment, text, span, official):
            return False
        if written.islower() and (
            self._is_identifier(segment, text, span)
            or _is_value_of_key(text, span)
            or self._is_among_endings(text, span)
            or (_names_a_value(segment) and text.strip(_AROUND) == written)
            or (segment.block.kind is BlockKind.CELL and _is_value_of_cell(text, span))
        ):
            return False
        return self._stands_alone(text, span)

    def _is_other_word(self, segment: Segment, span: Span, written: str, official: str) -> bool:
        """Common words, capitals of a heading, and a name that only took the capital of a sentence."""
        if written.islower() and official in self._common and not self._is_named(segment, span, official):
            return True
        if official.isupper() and (_PLURAL.fullmatch(written) or _CAMEL_CASE.match(written)):
            return True
        words = written.split()
        if len(words) > 1 and written.lower() != official.lower() and any(word.islower() for word in words):
            return True  # two words that happen to stand side by side
        if written.isupper() and (
            segment.block.kind is BlockKind.HEADING or _is_among_shouted(segment.prose.text, span)
        ):
            return True
        return written[1:] == official[1:] and official[0].islower() and _takes_capital(segment, span.start)

    def _is_named(self, segment: Segment, span: Span, official: str) -> bool:
        """Whether the words around a common word tell that it is the name."""
        pattern = self._named_by.get(official)
        if pattern is None:
            return False
        around = segment.prose.masked[max(span.start - _AROUND_NAME, 0) : span.end + _AROUND_NAME]
        at = min(span.start, _AROUND_NAME)
        return any(match.start() <= at < match.end() for match in pattern.find_all(around))

    def _is_identifier(self, segment: Segment, text: str, span: Span) -> bool:
        """Whether what stands around a name tells that it is a program: `run netlify`, `netlify --prod`."""
        following = _NEXT_WORD.match(text, span.end)
        preceding = _in_front(_LAST_WORD, text, span)
        return (
            (following is not None and following.group(1).lower() in self._identifiers)
            or (preceding is not None and preceding.group(1).lower() in self._commands)
            or _OPTION.match(text, span.end) is not None
            or _MODULE.match(segment.prose.text, span.end) is not None
            or _in_front(_OPTION_BEFORE, text, span) is not None
        )

    def _is_among_endings(self, text: str, span: Span) -> bool:
        """Whether a name is counted among several endings of files that are no names: `jpg, jpeg, bmp`."""
        before = _in_front(_ITEMS_BEFORE, text, span)
        behind = _ITEMS_BEHIND.match(text, span.end)
        items = {item for match in (before, behind) if match is not None for item in match.groups() if item}
        return len(items & NAMES.words("endings") - self._known) > 1

    def _stands_alone(self, text: str, span: Span) -> bool:
        """Not a part of a path, a package name or a target triple; `python-style` is the name still."""
        compound = _COMPOUND.match(text, span.end)
        if compound is not None:
            return compound.group(1).lower() in self._compounds and not compound.group(2)
        return not _BEHIND.match(text, span.end)


def _in_front(pattern: re.Pattern[str], text: str, span: Span) -> re.Match[str] | None:
    """What is found in the characters in front of a name."""
    return pattern.search(text, max(span.start - _AROUND_NAME, 0), span.start)


def _is_part_of_name(segment: Segment, text: str, span: Span, official: str) -> bool:
    """Whether it stands in somebody else's name: `Example Postgres`, `Postgres Weekly`, `Acme Open API`."""
    before = _capital_before(text, span)
    if before is not None and not _takes_capital(segment, before):
        return not _is_same_name(text, span, official) or _is_apart(text, span, official)
    return not _is_same_name(text, span, official) and _NAME_BEHIND.match(text, span.end) is not None


def _applicability(segment: Segment, text: str, span: Span, official: str) -> Applicability | None:
    """Unsafe where the word in front may be a name, or only begin the sentence: `Example Postgres is …`.

    So is an abbreviation behind a name (`Acme IOS`), and what may be a command: «откройте terraform console».
    Among words with capitals, as in a title, two of them need not be a name: `An Open API for Banks`.
    """
    before = _capital_before(text, span)
    if before is not None:
        is_short = not _is_same_name(text, span, official)
        if is_short or (text[slice(*span)].isupper() and not _takes_capital(segment, before)):
            return Applicability.UNSAFE
    if _is_among_latin(segment, text, span):
        return Applicability.UNSAFE
    among_capitals = segment.block.kind is BlockKind.HEADING or _NAME_BEHIND.match(text, span.end)
    return Applicability.UNSAFE if among_capitals and _is_apart(text, span, official) else None


def _is_among_latin(segment: Segment, text: str, span: Span) -> bool:
    """Whether a name in small letters stands beside a Latin word in small letters, and may be of a command.

    So it is in Russian, and where the whole of a title is in small letters.
    """
    following, before = _NEXT_WORD.match(text, span.end), _in_front(_LAST_WORD, text, span)
    words = [match.group(1) for match in (following, before) if match is not None]
    if not text[slice(*span)].islower() or not any(word.isascii() and word.islower() for word in words):
        return False
    is_title = segment.block.kind is BlockKind.HEADING and text.islower()
    return is_title or segment.language_at(span.start) == RUSSIAN.code


def _is_among_shouted(text: str, span: Span) -> bool:
    """Whether capitals say nothing of a name, because its neighbours are written in them too."""
    following, before = _NEXT_WORD.match(text, span.end), _in_front(_WORD_BEFORE, text, span)
    return all(match and len(match[1]) > 1 and match[1].isupper() for match in (following, before))


def _is_apart(text: str, span: Span, official: str) -> bool:
    """Whether a name of one word is written as several."""
    return " " not in official and len(text[slice(*span)].split()) > 1


def _is_same_name(text: str, span: Span, official: str) -> bool:
    """Whether a name is only written in other capitals, apart or together: nobody else is called so."""
    return _NO_LETTER.sub("", text[slice(*span)]).lower() == _NO_LETTER.sub("", official).lower()


def _capital_before(text: str, span: Span) -> int | None:
    """Where the word in front begins, if it has a capital and may be a name."""
    before = _in_front(_NAME_BEFORE, text, span)
    return before.start() if before and before[1].lower() not in function_words("determiners") else None


def _takes_capital(segment: Segment, start: int) -> bool:
    """Whether a capital says nothing of a word: in titles, and where a sentence or clause begins."""
    text = segment.prose.masked
    if segment.block.kind is not BlockKind.PARAGRAPH or _CLAUSE.search(text, max(start - 8, 0), start):
        return True
    return segment.begins_sentence(start)


def _is_value_of_cell(text: str, span: Span) -> bool:
    """Whether a word of a table cell is one of the values that it counts, or stands in code that a bar cuts.

    `docker, redis`, `Format: json`.
    """
    before, behind = text[: span.start], text[span.end :]
    counted = _VALUE_BEFORE.search(before) is not None and _VALUE_BEHIND.match(behind) is not None
    return counted or "`" in before or "`" in behind


def _is_value_of_key(text: str, span: Span) -> bool:
    """Whether parentheses hold a value behind a word or a name: `(type: markdown)`, `raw_body(json)`."""
    return _in_front(_KEY_BEFORE, text, span) is not None and text[span.end : span.end + 1] in {")", ","}


def _names_a_value(segment: Segment) -> bool:
    """Whether a lower-case word that is all of a segment is a value: a bare item, point, heading; no link."""
    block = segment.block
    is_bare = not any(markup.outer.overlaps(segment.span) for markup in block.markup)
    return is_bare and (block.kind is BlockKind.HEADING or bool(block.containers or segment.label))
