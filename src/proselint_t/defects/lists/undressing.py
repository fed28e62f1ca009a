"""Lists as reviewers and language models dress them: bold labels, headings, bullets, fences, rules.

A line stays a line, so that what is said of one later names the line of the file. A list may have any dress
without complaint; replies are judged by their form and never come here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.lists.fields import WORDS, key_of
from proselint_t.defects.lists.prose import SIGNS, TAG
from proselint_t.defects.records import FENCE, data_in_fence, form_of
from proselint_t.defects.records.model import DEFECT_SIGN, plain_digits
from proselint_t.document.points import DEEP, FIRST, GROUP, LETTER, NUMBER, successor
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence


_FENCE = re.compile(FENCE)
HEADING_LINE = re.compile(r"#{1,6}[ \t]")
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,}|<!--.*-->)[ \t]*")
_ITEM = re.compile(r"[ \t]*[-*•–—][ \t]")
_BEFORE = re.compile(r"\A[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*•–—][ \t]+(?:\[[ xX]\][ \t]+)?)")
_NUMBER = re.compile(
    r"[ \t]*+(?:\*\*)?"
    r"((?:defect|issue|remark|comment|finding|недостаток|замечание|ошибка|комментарий)[ \t]*+(?:№|#)?[ \t]*+"
    r"|[№#][ \t]*+)?"
    r"(\d{1,9})\\?([.):]?)(?:\*\*)?(?=[ \t]|$)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[ \t]*(?:\((\d{1,9})\)[.:]?[ \t]*\Z|\[(\d{1,9})\][.:]?(?=[ \t]|\Z)[ \t]*)")
_IN_ROUND = re.compile(r"[ \t]*\((\d{1,9})\)[.:]?[ \t]+(?=\S)")
_DASHED = re.compile(r"[ \t]*(\d{1,9})[ \t]+[—–-][ \t]+(?=\S)")
_KEYCAP = re.compile(r"(\d)\ufe0f?\u20e3[.)]?")
_COUNTED = re.compile(rf"[ \t]*(?:\*\*)?(?:({GROUP})[.)]|({LETTER})\))(?:\*\*)?[ \t]+(?=\S)")
"""A number of a record that has no figure."""
_QUOTE_MARKS = frozenset("«“„\"'")
_NUMBER_LINE = re.compile(r"[ \t#]*\d")
_NUMBER_ALONE = re.compile(r"[ \t]*\d{1,9}\.[ \t]*\Z")
_BEGINS = re.compile(r"(\d{1,9})([.)])[ \t]+(?=\S)")
_PROPOSAL = re.compile(
    r"[*_]*(?:предложени|предлагаем|рекомендуем|исправленн|suggest|propos|recommended|corrected)[\w-]*"
    r"(?:[ \t][^:.]{0,80})?:[*_]*[ \t]*\Z",
    re.IGNORECASE,
)
_NUMBER_AS_HEAD = re.compile(r"#{1,6}[ \t]+\d{1,9}\\?[.)][ \t]*\Z|\d{1,9}\\[.)][ \t]*\Z")
_HEAD = re.compile(
    rf"[ \t]*(?:{TAG}[ \t]*)*+(?:\*\*)?(?:(?:замечани\w+|remark|comment)[ \t]+)?"
    r"(?:(?:к|по|в|to|on|in)[ \t]+)?"
    rf"(?:(?:пункт\w*|п\.|раздел\w*|points?|sections?|§)[ \t]*{NUMBER}\.?"
    rf"|\[{DEEP}\](?=[ \t])|\*\*{DEEP}\*\*[ \t]|\[?{DEEP}\]?(?:\*\*)?(?=[:—]|[ \t]+—))"
    r"(?![ \t]*:[ \t]*\Z)",
    re.IGNORECASE,
)
_BOLD_POINT = re.compile(rf"\A((?:{TAG}[ \t]*)*+)\*\*({DEEP})\*\*[ \t]+(?=[^\W\d])")
_QUOTED_HEAD = re.compile(r"[*_]*[«“„\"]\w")
_SIGN = re.compile(rf"`?{DEFECT_SIGN}(?:「(\w+)」)?`?")
_QUOTE_NAMES = "|".join(name for name, key in WORDS.names.items() if key == WORDS.quoted)
_MARK = r"(\*\*|[*_])?"
_LABEL = re.compile(
    rf"[ \t]*+{_MARK}[ \t]*+({WORDS.any_name})"
    rf"[ \t]*+{_MARK}[ \t]*+[—–:=][ \t]*((?<=[:—–=])(?:\*\*|[*_]))?[ \t]*",
    re.IGNORECASE,
)
_QUOTE_NUMBER = re.compile(
    rf"(\b(?:{_QUOTE_NAMES}))[ \t]*[№#]?\d{{1,2}}(?=[ \t]*+[*_]*[ \t]*+[:—–])", re.IGNORECASE
)
"""A number behind the name of one of several quotes."""


SECTION = re.compile(
    r"#{1,6}[ \t]+(?!\d)\S.*|[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*|\*\*[^*]{1,60}\*\*:?[ \t]*"
    r"|(?!\d)(?:[\w-]+[ \t]+){0,4}(?:(?:замечани|ошибк|недостат|проблем|недоч[её]т)\w*"
    r"|comments?|issues?|defects?|remarks?|errors?|problems?|suggestions?|concerns?)"
    r"(?:[ \t]+[\w-]+){0,4}:[ \t]*",
    re.IGNORECASE,
)
"""A line that says what the records below it are."""
_PLAIN = re.compile(
    r"\Z|\d{1,9}\.\Z"
    r"|(?:Пункт|Цитата|Замечание|Степень уверенности|Point|Quote|Remark|Confidence): "
    r"(?=[^\s*_])(?!.*[\xa0>])",
    re.IGNORECASE,
)
"""A field or number without dress, or nothing: most lines of most lists."""
_NUMBERS_IN_ROW = re.compile(r"^\d+\.\s+\d", re.MULTILINE)
_OTHER_LABEL = re.compile(
    r"[ \t]*[*_]{0,2}([^\W\d_]+(?:[ \t][^\W\d_]+){1,3})[ \t]*[№#]?[*_]{0,2}:[*_]{0,2}[ \t]+"
)
_SIGNS = re.compile(rf"\A[ \t]*[{SIGNS}]+[ \t]*")
_LINE_BREAK = re.compile(r"<br[ ]?/?>[ \t]*\Z")


class Undressed(NamedTuple):
    """A list in the labelled form, line by line, and the lines at which prose begins a record."""

    source: Source
    beginnings: frozenset[int]


def without_fence(source: Source) -> tuple[Source, str]:
    """A list in the one fence of a text that lists nothing beside it, and its form."""
    fenced = data_in_fence(source)
    if fenced is None or any(_NUMBER.match(_line(line)) for line in fenced.around.splitlines()):
        return source, form_of(source)
    return fenced.inner, fenced.form


def undress(source: Source) -> Undressed:
    """The list without its dress.

    A number alone on a line goes in front of the prose below it. Where no record has a number, those that
    begin with the point they are about are numbered in order.
    """
    written = source.lines
    if all(map(_PLAIN.match, written)) and not _NUMBERS_IN_ROW.search(source.text):
        return Undressed(source, frozenset())
    lines, fenced = _bare_lines(written)
    alone = set()
    for at in range(len(lines) - 1):
        named = _NUMBER.fullmatch(written[at])  # perhaps the word for a defect: «Замечание 3»
        if not lines[at].strip() or not (_is_number_alone(written, at) or (named and named[1])):
            continue
        below = next((to for to in range(at + 1, len(lines)) if lines[to].strip()), None)
        if below and not WORDS.head.match(lines[below]):
            lines[below], lines[at] = f"{lines[at].strip()} {lines[below].lstrip()}", ""
            alone.add(below)
    _count_on(written, lines, fenced)
    if not any(_NUMBER.match(line) for line in lines):
        for number, at in enumerate(_counted(lines) or _heads(written, lines), start=1):
            head = _COUNTED.sub("", _BEFORE.sub("", lines[at])) if _COUNTED.match(lines[at]) else lines[at]
            bare = _BOLD_POINT.sub(r"\1\2: ", _BEFORE.sub("", head).strip(), count=1)
            lines[at] = f"{number}. {bare.replace('**', '')}"
    return Undressed(replace(source, text="\n".join(lines)), _beginnings(written, lines, alone, fenced))


def _count_on(written: Sequence[str], lines: list[str], fenced: Container[int]) -> None:
    """Let the numbers of a section that begins anew at 1 go on from those of the section before.

    What stands from its title to its first record belongs to none; between a title that is no heading, or a
    rule, and that record nothing does.
    """
    title, before, last = None, 0, 0
    for at, line in enumerate(lines):
        begins = _BEGINS.match(line) if at not in fenced else None
        if begins and title is not None and last and int(begins[1]) == 1:
            before, last = last, 0
            lines[title:at] = [""] * (at - title)
        elif begins and title and not any(map(str.strip, (lines[title - 1], *lines[title + 1 : at]))):
            lines[title] = ""  # alone between two records: of neither
        if begins:
            last = before + int(begins[1])
            lines[at] = f"{last}{line[begins.end(1) :]}"
        if SECTION.fullmatch(written[at]):
            title = at
        elif begins or (line.strip() and title is not None and not HEADING_LINE.match(written[title])):
            title = None


def _counted(lines: Sequence[str]) -> list[int]:
    """The lines that begin with a letter or a Roman numeral, if these go on from the first without a gap."""
    found = [(at, match[1] or match[2]) for at, line in enumerate(lines) if (match := _COUNTED.match(line))]
    in_order = all(successor(one) == other for (_, one), (_, other) in pairwise(found))
    return [at for at, _ in found] if len(found) > 1 and found[0][1] in FIRST and in_order else []


def _heads(texts: Sequence[str], lines: Sequence[str]) -> list[int]:
    """The lines that begin with the point they are about, or with a quote.

    The former stand behind a blank line, or all in one list; the latter are all items of one.
    """
    found = [at for at, line in enumerate(lines) if _HEAD.match(_BEFORE.sub("", line))]
    written = [at for at, line in enumerate(lines) if line.strip()]
    items = [at for at in written if _ITEM.match(texts[at]) and not texts[at][:1].isspace()]
    if not found and all(_QUOTED_HEAD.match(_BEFORE.sub("", lines[at])) for at in items):
        return items
    if found == written or all(_ITEM.match(texts[at]) for at in found):
        return found
    return [at for at in found if _HEAD.match(lines[at]) and not (at and lines[at - 1].strip())]


def _bare_lines(texts: Sequence[str]) -> tuple[list[str], set[int]]:
    """The lines without their dress, and which of them stand in a fence below a number: these are a text."""
    lines: list[str] = []
    fenced = set()
    numbered, inside = False, False
    for at, text in enumerate(texts):
        if _FENCE.match(text):
            inside = numbered and not inside
            lines.append("")
        elif inside:
            lines.append(text)
            fenced.add(at)
        else:
            lines.append(_line(text))
            numbered = numbered or _NUMBER.match(lines[-1]) is not None
    return lines, fenced


def _is_number_alone(texts: Sequence[str], line: int) -> bool:
    text = texts[line]
    if not _NUMBER_LINE.match(text):
        return False
    apart = line == 0 or not texts[line - 1].strip() or _RULE.fullmatch(texts[line - 1])
    return bool(_NUMBER_AS_HEAD.match(text) or (apart and _NUMBER_ALONE.match(text)))


def _outermost(written: Sequence[str], numbers: Mapping[int, tuple[int, str]]) -> list[int]:
    """The lines of numbers without indented ones, where the others go on from each other by 1."""
    outer = [at for at in numbers if not written[at][:1].isspace()]
    in_order = all(numbers[one][0] + 1 == numbers[other][0] for one, other in pairwise(outer))
    return outer if len(outer) > 1 and in_order else list(numbers)


def _beginnings(
    written: Sequence[str], lines: Sequence[str], alone: Container[int], fenced: Container[int]
) -> frozenset[int]:
    """Where records begin: at numbers that grow all the way down, else at those behind a blank line.

    Where neither grow, each number behind a blank line counts if all of them have a field below, and else
    what is greater than the one before.
    """
    found = {
        at: (int(match[1]), match[2])
        for at, line in enumerate(lines)
        if at not in fenced and (match := _BEGINS.match(line))
    }
    found = {at: found[at] for at in _outermost(written, found)}
    if not found:
        return frozenset()
    mark = next(iter(found.values()))[1]
    numbers = {at: number for at, (number, sign) in found.items() if sign == mark}
    apart = {
        at: number for at, number in numbers.items() if at in alone or not (at and lines[at - 1].strip())
    }
    for chosen in (numbers, apart):
        if all(one < other for one, other in pairwise(chosen.values())) and len(chosen) > 1:
            return frozenset(chosen)
    rows = pairwise([*sorted(apart), len(lines)])
    if apart and all(any(WORDS.head.match(line) for line in lines[at + 1 : end]) for at, end in rows):
        return frozenset(apart)
    grown: dict[int, int] = {}
    for at, number in numbers.items():
        if not grown or number > max(grown.values()):
            grown[at] = number
    return frozenset(grown)


def _line(text: str) -> str:
    if _PLAIN.match(text):
        return text
    if _FENCE.match(text) or _RULE.fullmatch(text):
        return ""
    bare = _BEFORE.sub("", _LINE_BREAK.sub("", text.replace("\u00a0", " ")), count=1)
    bare = _SIGNS.sub("", _KEYCAP.sub(r"\1.", bare, count=1))
    if sign := _SIGN.match(bare):
        rest = bare[sign.end() :].lstrip(" \t:.")  # alone, or with the name of one of its fields
        number = plain_digits(sign[1] or sign[2])
        bare = f"{sign[3]}: {rest}" if sign[3] else f"{number}. {rest}".rstrip()
    line = _labelled(bare) or _numbered(bare)
    if line is None and text.lstrip().startswith(">") and bare.strip():
        line = bare if bare.strip()[0] in _QUOTE_MARKS else f"«{bare.strip()}»"
    return line or (bare if bare[:1] in {"«", "“", "„"} else text)


def _labelled(bare: str) -> str | None:
    """A line that begins with the name of a field, whatever marks are around it."""
    if _PROPOSAL.match(bare):
        return "Proposal:"
    bare = _QUOTE_NUMBER.sub(r"\1", bare, count=1)
    label = _LABEL.match(bare)
    if label is None:
        return _other_label(bare)
    value = bare[label.end() :]
    whole = label[1] and not (label[3] or label[4])
    return f"{label[2]}: {value.rstrip().removesuffix(label[1]) if whole else value}"


def _other_label(bare: str) -> str | None:
    """A line that begins with a name of several words, one of which is known."""
    label = _OTHER_LABEL.match(bare)
    if label is None:
        return None
    value = bare[label.end() :].rstrip("*_ \t") if bare.lstrip()[:1] in {"*", "_"} else bare[label.end() :]
    key = key_of(label[1], value)
    return f"{key}: {value}" if key else None


def _numbered(bare: str) -> str | None:
    """A line that begins with a number, the word for a defect left out."""
    if number := _DASHED.match(bare):
        return f"{number[1]}. {bare[number.end() :]}"
    if number := _BRACKETED.match(bare):
        return f"{number[1] or number[2]}. {bare[number.end() :]}".rstrip()
    if number := _IN_ROUND.match(bare):
        return f"{number[1]}) {bare[number.end() :]}"
    number = _NUMBER.match(bare)
    if number is None:
        return None
    mark = number[3].replace(":", ".") or ("." if number[1] else "")
    rest = bare[number.end() :]
    field = _labelled(_SIGNS.sub("", rest)) if mark else None
    return f"{number[2]}{mark} {field}" if field else f"{number[2]}{mark}{rest}"


_IS_HTML = re.compile(
    r"^[ \t]*<(?:!doctype|html|body|ol|ul|li|dl|table|tr|h[1-6]|p|div)\b", re.IGNORECASE | re.MULTILINE
)
_OWN_LINE = frozenset({"p", "div", "br", "dt", "dd", "blockquote", "ul", "ol", "section", "article"})
_HEADING = re.compile(r"h[1-6]")


class Shown(NamedTuple):
    """A text, and for each of its lines the line of the file that it is from; both count from 0."""

    source: Source
    lines: list[int]


def shown_text(source: Source) -> Shown | None:
    """What HTML shows; ``None`` for a text that is none."""
    if not _IS_HTML.search(source.text):
        return None
    reader = _Reader()
    reader.feed(source.text)
    reader.close()
    written = [(" ".join(text.split()), line) for text, line in reader.rows]
    return Shown(Source("\n".join(text for text, _ in written), source.path), [line for _, line in written])


class _Reader(HTMLParser):
    """``rows`` are the lines of the text with those of the file; ``counts`` the next number of each list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, int]] = [("", 0)]
        self.counts: list[int | None] = []
        self.is_head = False

    def _line(self, text: str = "") -> None:
        self.rows.append((text, self.getpos()[0] - 1))

    def handle_data(self, data: str) -> None:
        text, line = self.rows[-1]
        self.rows[-1] = (text + data, line if text.strip() else self.getpos()[0] - 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "q":
            self.handle_data("«")
        elif tag in {"ol", "ul"}:
            start = values.get("start") or "1"
            self.counts.append(int(start) if tag == "ol" and start.isdecimal() else None)
            self._line()
        elif tag == "li":
            self._item(values.get("value") or "")
        elif tag == "table":
            self._line()
            self.is_head = True
        elif tag == "tr":
            self._line("| ")
        elif tag in _OWN_LINE:
            self._line()
        elif _HEADING.fullmatch(tag):
            self._line()
            self._line("## ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "q":
            self.handle_data("»")
        elif tag in {"ol", "ul"} and self.counts:
            self.counts.pop()
        elif tag in {"td", "th"}:
            self.handle_data(" | ")
        elif tag == "tr" and self.is_head:
            self.is_head = False
            self._line("|" + "---|" * (self.rows[-1][0].count("|") - 1))
        elif tag in _OWN_LINE or _HEADING.fullmatch(tag):
            self._line()

    def _item(self, value: str) -> None:
        """An item of the outermost list is a record, those inside it are its lines."""
        number = int(value) if value.isdecimal() else self.counts[-1] if self.counts else None
        if len(self.counts) > 1 or number is None:
            self._line()
            return
        self.counts[-1:] = [number + 1]
        self._line()
        self._line(f"{number}. ")
