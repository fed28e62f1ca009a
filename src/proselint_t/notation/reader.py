"""Text → page: one pass over the lines, linear in their length.

Owns what a heading, a definition, a symbol and a reference look like. What a model wrote and the author
pasted below a heading is told apart here: its numbers count, its text is not judged.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from proselint_t.notation.model import (
    Anchor,
    Definition,
    Flaw,
    Heading,
    Label,
    Number,
    Page,
    Reference,
    Scope,
    Use,
)
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.notation.language import Notation

_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*))?$")
"""Of a line without white space at its end."""
_NUMBER = re.compile(r"[*_]*(?P<number>\d{1,9}(?:\.\d{1,9}){0,15})(?P<dot>\.)?(?=[\s*_]|$)")
_AROUND = 80
_DEEPEST = 6
"""The lowest level of a heading."""
_LABEL = re.compile(r"[ \t]*(?P<number>\d{1,9}(?:\.\d{1,9}){0,15})[.)](?=\s|$)")
_TICKS = re.compile(r"`+")
_ATOM = re.compile(r"[^\s()\[\]{},;⧙⧘⟨⟩⟦⟧⟪⟫「」«»\"'?!=|/]+")
_REFERENCE = re.compile(
    r"(?:(?:`(?P<code>[^`\n]{1,80})`|(?P<name>[^\s`()\[\]«»,;:§]{1,80}))(?P<colons>::[ \t]*|[ \t]+))?"
    r"(?P<mark>§)(?P<first>\d{1,9}(?:\.\d{1,9}){0,15})(?!\w)"
    r"(?:[ \t]*[-–—][ \t]*§?(?P<last>\d{1,9}(?:\.\d{1,9}){0,15}))?"
    r"(?P<nested>::§\d)?"
)
_STATUTE = re.compile(
    r"(?:\b[A-ZА-ЯЁ][A-ZА-ЯЁ.]{1,9}(?:[- ]?\d{1,6},?)?"
    r"|\b(?:Code|Act|Law|Title|Rules?|Reg|Regulations?|Stat|Кодекса?|Закона?)\.?[»\"”]?|§)[ \t]*\(?$"
)
_LAW = re.compile(
    r"(?:[ \t]+(?:\(\d{1,3}\)|(?:Abs|Nr|lit)\.?[ \t]*\w{1,3}|Satz[ \t]+\d))*"
    r"[ \t]+(?:[A-ZÄÖÜ]+[a-zäöü]+\w*(?:G|GB|VO)|[A-Z]{0,2}GB|GG)\b"
)
"""What stands behind a point of a German statute."""
_LINKED = re.compile(r"[^\[\]\n]{0,200}\](?:\[|\([^\s()#:]{1,9}:)")
"""What stands behind a point in the text of a link that leads to the web, or to a place named elsewhere."""
_SCOPE = re.compile(r"§(?P<first>\d+(?:\.\d+)*)(?:[ \t]*[-–—][ \t]*§?(?P<last>\d+(?:\.\d+)*))?")
PLAIN = re.compile(r"[\x00-\x7f\u0400-\u04ff«»“”„…–—№°·•]*")
"""Spans of these alone are words and names of another text, unless the bundle defines them."""
_ANCHOR = re.compile(
    r"\]\((?P<file>[^\s()#:]{1,200})?#(?P<name>[^\s()]{1,200})(?:\([^\s()]*\))?[^()]{0,200}\)"
)
_CONTENT = re.compile(r"`(?P<name>[^`\n]+)`[^`]*$")


def number_of(text: str) -> Number:
    return tuple(map(int, text.split(".")))


def heading_number(line: str) -> Number | None:
    """The number of a line that is a heading with one."""
    heading = _HEADING.match(line.rstrip(" \t"))
    numbered = _NUMBER.match(heading["title"] or "") if heading else None
    return number_of(numbered["number"]) if numbered else None


def read_page(source: Source, notation: Notation, span: Span | None = None, name: str = "") -> Page:
    """The page in ``span`` (default: the whole file)."""
    return _Reader(source, notation, span or Span(0, len(source.text)), name).read()


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: where its first line starts, where its content starts and ends."""

    marks: str
    start: int
    body: int
    end: int = -1
    closed: bool = False

    def closed_by(self, line: str) -> bool:
        stripped = line.strip()
        return len(stripped) >= len(self.marks) and not stripped.strip(self.marks[0])


def fenced_blocks(text: str) -> Iterator[Fence]:
    """The fenced blocks of a text, in order; what stands inside one is not looked into."""
    fence: Fence | None = None
    for start, line in _lines(text, Span(0, len(text))):
        if fence is None:
            if opening := _opening(line):
                fence = Fence(opening["marks"], start, _next_line(text, start))
        elif fence.closed_by(line):
            yield replace(fence, end=start, closed=True)
            fence = None
    if fence is not None:
        yield replace(fence, end=len(text))


class _Reader:
    def __init__(self, source: Source, notation: Notation, span: Span, name: str) -> None:
        self.text, self.notation, self.span = source.text, notation, span
        self.page = Page(name, source, span)
        self.outline = _Outline(self.page)
        self.fence: Fence | None = None
        self.pending: tuple[int, str] | None = None
        """The definition (index, its text so far) whose body may be the fence on the next line."""
        self.before_fence = ""
        self.brackets: list[tuple[str, int]] = []
        self.odd_backtick: Flaw | None = None
        """One whose partner may stand in a later line of the paragraph."""

    def read(self) -> Page:
        for start, line in _lines(self.text, self.span):
            if self.fence is not None:
                self._within(start, line)
            elif opening := _opening(line):
                self._end_paragraph()
                self.fence = Fence(opening["marks"], start, _next_line(self.text, start))
            elif line.strip():
                self._line(start, line)
            else:
                self._end_paragraph()
        if self.fence is not None:
            at = Span(self.fence.start, self.fence.start + len(self.fence.marks))
            self.page.flaws.append(Flaw(at, translated("this fence is never closed")))
        self._end_paragraph()
        self._forget_brackets()
        self.outline.end_reply()
        self.page.references.sort(key=lambda reference: reference.span)
        return self.page

    def _within(self, start: int, line: str) -> None:
        fence = self.fence
        assert fence is not None  # noqa: S101 - the caller has looked
        if fence.closed_by(line):
            self._body(Span(fence.body, start))
            self.fence = None
        elif any(sign in line for sign in self.notation.defining):
            self._define(start, line, own=False)

    def _body(self, span: Span) -> None:
        body = self.text[span.start : span.end]
        if self.pending is not None:
            index, so_far = self.pending
            known = self.page.definitions[index]
            self.page.definitions[index] = replace(known, body=f"{so_far}\n{body.strip()}".strip())
            self._holds(known.name, span)
        elif self.before_fence:
            self._holds(self.before_fence, span)
        self.pending, self.before_fence = None, ""

    def _holds(self, name: str, span: Span) -> None:
        """The document that ``name`` denotes stands in a fence."""
        lines = (line for _, line in _lines(self.text, span))
        labels = {number_of(match["number"]) for match in map(_LABEL.match, lines) if match}
        self.page.contents.setdefault(name, span)
        self.page.inside.setdefault(name, set()).update(labels)

    def _line(self, start: int, line: str) -> None:
        self.pending, self.before_fence = None, ""
        heading = _HEADING.match(line.rstrip(" \t"))
        if heading:
            self._heading(start, line, heading)
        elif label := _LABEL.match(line):
            at = Span(start + label.start("number"), start + label.end("number"))
            self.outline.label(number_of(label["number"]), at)
        own = self.outline.own
        spans = list(_code_spans(line))
        if self.notation.may_define.search(line):
            self._define(start, line, own=own)
        self._names(start, line, spans)
        if "](" in line and "#" in line:
            self._links(start, line)
        if own:
            self._own(start, line, spans)
        elif not heading:
            self._cited(start, line, self.outline.pasted)
        if line.rstrip().endswith(":") and (content := _CONTENT.search(line.rstrip()[:-1])):
            self.before_fence = content["name"]

    def _links(self, start: int, line: str) -> None:
        for link in _ANCHOR.finditer(line):
            at = _span(start, link.start("name") - 1, len(link["name"]) + 1)
            self.page.anchors.append(Anchor(link["name"], at, link["file"] or ""))

    def _heading(self, start: int, line: str, match: re.Match[str]) -> None:
        title = match["title"] or ""
        numbered = _NUMBER.match(title)
        self._end_paragraph()
        self._forget_brackets()
        offset = start + (match.start("title") if match["title"] else match.start("marks"))
        first, last = numbered.span("number") if numbered else (0, 1)
        at = Span(offset + first, offset + last)
        number = number_of(numbered["number"]) if numbered else ()
        rest = title[numbered.end() :].strip(" \t*_") if numbered else title.strip()
        found = Heading(len(match["marks"]), number, rest, Span(start, start + len(line)), at, title)
        self.page.outline.append(found)
        self.outline.take(found)

    def _own(self, start: int, line: str, spans: list[tuple[int, int]]) -> None:
        self._uses(start, line, spans)
        self._cited(start, line, self.page.references)
        if self.notation.bracket.search(line):
            self._brackets(start, line)
        if _odd(line, spans):
            at = _span(start, line.rindex("`"), 1)
            self.odd_backtick = (
                None if self.odd_backtick else Flaw(at, translated("a backtick without its partner"))
            )

    def _uses(self, start: int, line: str, spans: list[tuple[int, int]]) -> None:
        for first, last in spans:
            code = line[first:last]
            if "§" in code or " " in code or code.startswith("«"):
                continue
            for atom in _ATOM.finditer(code):
                if atom.group() not in self.notation.operators:
                    at = _span(start, first + atom.start(), len(atom.group()))
                    self.page.uses.append(Use(atom.group(), at, self.outline.section))

    def _cited(self, start: int, line: str, found: list[Reference]) -> None:
        if "§" in line:
            self._references(start, line, found)
        if self.notation.nearness.search(line):
            for nearby in self.notation.nearby_point.finditer(line):
                at = Span(start + nearby.start("number"), start + nearby.end("number"))
                found.append(
                    Reference(number_of(nearby["number"]), at, "", self.outline.section, nearby=True)
                )

    def _references(self, start: int, line: str, found: list[Reference]) -> None:
        for match in _REFERENCE.finditer(line):
            target = match["code"] or match["name"] or ""
            if match["colons"] and not match["colons"].startswith("::") and not target.endswith(".md"):
                target = ""
            if match["nested"] or (not target and _of_law(line, match)):
                continue
            behind = self.notation.of_symbol.match(line, match.end())
            if not target and behind:
                target = behind["symbol"]
            for group in ("first", "last"):
                if match[group] and _is_point(match[group]):
                    at = _span(start, match.start(group), len(match[group]))
                    found.append(Reference(number_of(match[group]), at, target, self.outline.section))

    def _brackets(self, start: int, line: str) -> None:
        for index, sign in enumerate(line):
            if sign in self.notation.openings:
                self.brackets.append((sign, start + index))
            elif sign in self.notation.pairs:
                if self.brackets and self.brackets[-1][0] == self.notation.pairs[sign]:
                    self.brackets.pop()
                else:
                    problem = translated("%s closes what nothing opened", sign)
                    self.page.flaws.append(Flaw(_span(start, index, 1), problem))

    def _end_paragraph(self) -> None:
        if self.odd_backtick:
            self.page.flaws.append(self.odd_backtick)
        self.odd_backtick = None

    def _forget_brackets(self) -> None:
        for sign, at in self.brackets:
            self.page.flaws.append(Flaw(Span(at, at + 1), translated("%s is never closed", sign)))
        self.brackets.clear()

    def _define(self, start: int, line: str, *, own: bool) -> None:
        match = self.notation.definition.match(line)
        if match is None or not (match["operator"] or (match["set"] and match["head"].startswith("`"))):
            return
        group = "owned" if match["owned"] else "head"
        written = match[group]
        shift = 1 if written.startswith("`") else 0
        name = written.strip("`")
        at = _span(start, match.start(group) + shift, len(name))
        scopes = tuple(_scopes(match["scope"] or ""))
        head, inside = _applied(name)
        arguments = match["arguments"] or ""
        signature = inside or arguments.strip("()")
        body = line[match.end() :].strip() if match["operator"] else None
        keyed = arguments[:1] in {pair[0] for pair in self.notation.key}
        parameters = "" if keyed else signature.replace("`", " ")
        bound = frozenset(atom.group() for atom in _ATOM.finditer(parameters))
        if head in self.notation.schema:
            head, signature = _first_argument(signature) or head, ""
            bound = frozenset()
        at = Span(at.start, at.start + len(head)) if name.startswith(head) else at
        definition = Definition(
            head, at, self.outline.section, body, scopes, bound, Span(start, start + len(line)), signature
        )
        self.page.definitions.append(definition if own else replace(definition, body=None))
        if own and body is not None:
            self.pending = (len(self.page.definitions) - 1, body)

    def _names(self, start: int, line: str, spans: list[tuple[int, int]]) -> None:
        """Symbols that the line names in words: with a verb, in brackets behind a noun, as a heading."""
        heading = line.lstrip().startswith("#")
        local = bool(heading and self.notation.local_heading.search(line))
        for first, last in spans:
            before, behind = _before(line, first - 1), line[last + 1 : last + 1 + _AROUND]
            apposition = behind.startswith(")") and re.search(r"[\w»`]\*{0,2}[ \t]+\($", before)
            if (
                apposition
                or heading
                or self.notation.names_behind.search(before)
                or self.notation.names_before.match(behind)
            ):
                scope = (Scope(self.outline.section, self.outline.section),) if local else ()
                at = _span(start, first, last - first)
                self.page.definitions.append(
                    Definition(line[first:last], at, self.outline.section, None, scope)
                )


def own_headings(headings: Iterable[Heading]) -> list[Heading]:
    """Which of the headings of a document, in the order of the text, are the author's own numbered ones."""
    outline = _Outline(Page("", Source(""), Span(0, 0)))
    for heading in headings:
        outline.take(heading)
    return outline.page.headings


class _Outline:
    """Which headings are the author's own, and the number of the section that a line stands in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stack: list[Heading] = []
        self.own = True
        self.section: Number = ()
        self.reply: Number = ()
        """The number of the last heading inside a pasted reply."""
        self.reply_level = _DEEPEST
        """The highest level that its numbered headings have."""
        self.labelled: set[Number] = set()
        """The numbers of its headings."""
        self.pasted: list[Reference] = []
        """Its references."""

    def end_reply(self) -> None:
        """Take what a reply cites of the documents: what it has a number of its own for is its own point.

        One without numbers is judged, each point once; another is not.
        """
        known: set[tuple[str, Number]] = set()
        for one in self.pasted:
            if one.target or not (one.number in self.labelled or (self.reply and one.nearby)):
                told = bool(self.reply) or (one.target, one.number) in known
                known.add((one.target, one.number))
                self.page.references.append(replace(one, pasted=told))
        self.pasted.clear()
        self.labelled.clear()

    def take(self, heading: Heading) -> None:
        if self._continues(heading):
            self._add(heading)
        elif heading.number or heading.title:
            self._paste(heading)

    def label(self, number: Number, at: Span) -> None:
        self.page.add_point((*self.section, *number))
        if self.own and number[: len(self.section)] == self.section:
            self.page.add_point(number)
            self.page.labels.append(Label(number, at, self.section))

    def _add(self, heading: Heading) -> None:
        self.end_reply()
        self.own, self.reply, self.reply_level = True, (), _DEEPEST
        if not heading.number:
            return
        while self.stack and len(self.stack[-1].number) >= len(heading.number):
            self.stack.pop()
        self.stack.append(heading)
        self.section = heading.number
        self.page.headings.append(heading)
        self.page.add_point(heading.number)

    def _paste(self, heading: Heading) -> None:
        self.own = False
        below = self.stack[-1].number if self.stack else ()
        if heading.number:
            self.reply = heading.number
            self.reply_level = min(self.reply_level, heading.level)
            self.labelled.update(self.reply[:length] for length in range(1, len(self.reply) + 1))
            self.page.add_point((*below, *heading.number))
        self.section = (*below, *self.reply)

    def _continues(self, heading: Heading) -> bool:
        """Whether a heading belongs to the author's own numbering."""
        number = heading.number
        if not number:
            return self.own and not (heading.title and self.stack)
        if not self.stack:
            return True
        last = self.stack[-1].number
        if self._goes_on(heading):
            return False
        if len(number) == 1:
            return number >= last[:1] and (self.own or number > last[:1] or heading.level == 1)
        parent = next((length for length in range(len(number) - 1, 0, -1) if self._under(number[:length])), 0)
        if self.own and not parent:
            return number > last  # a chapter is left out; no reply begins in the middle
        return parent > 0 and heading.level > 1

    def _goes_on(self, heading: Heading) -> bool:
        """Whether a heading is the next one of the pasted reply that stands in front of it."""
        if self.own or not self.reply or heading.level < self.reply_level:
            return False
        chapter, last = heading.number[0], self.reply[0]
        return chapter == last or (chapter == last + 1 and len(heading.number) == 1)

    def _under(self, parent: Number) -> bool:
        return any(heading.number == parent for heading in self.stack)


def _lines(text: str, span: Span) -> Iterator[tuple[int, str]]:
    at = span.start
    while at < span.end:
        end = text.find("\n", at, span.end)
        end = span.end if end < 0 else end
        yield at, text[at:end].rstrip("\r")
        at = end + 1


def _next_line(text: str, start: int) -> int:
    """Where the line behind the one at ``start`` begins; the end of the text where there is none."""
    return text.find("\n", start) + 1 or len(text)


def _opening(line: str) -> re.Match[str] | None:
    """CommonMark 0.31, section 4.5: the line of a fence of backticks holds no other backtick."""
    match = _FENCE.match(line)
    return None if match is None or (match["marks"][0] == "`" and "`" in match["info"]) else match


def _code_spans(line: str) -> Iterator[tuple[int, int]]:
    """Where the contents of code spans stand. A run of backticks closes at the next run of its length."""
    if "`" not in line:
        return
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(line)]
    places: defaultdict[int, deque[int]] = defaultdict(deque)
    for index, (first, last) in enumerate(runs):
        places[last - first].append(index)
    index = 0
    while index < len(runs):
        first, last = runs[index]
        same = places[last - first]
        while same and same[0] <= index:
            same.popleft()
        if same:
            yield last, runs[same[0]][0]
            index = same[0]
        index += 1


def _odd(line: str, spans: list[tuple[int, int]]) -> bool:
    return len(_TICKS.findall(line)) != 2 * len(spans) and line.count("`") % 2 == 1


def _before(line: str, offset: int) -> str:
    """The end of what stands before a place: as much as may tell what the place is."""
    return line[max(0, offset - _AROUND) : offset]


def _of_law(line: str, match: re.Match[str]) -> bool:
    """Whether a point is one of a text outside, such as a statute."""
    if _STATUTE.search(_before(line, match.start("mark"))) or _LAW.match(line, match.end()):
        return True
    return "[" in line[: match.start("mark")] and _LINKED.match(line, match.end()) is not None


def _span(start: int, offset: int, length: int) -> Span:
    return Span(start + offset, start + offset + length)


def _applied(name: str) -> tuple[str, str]:
    """``F(a, b)`` → ``F`` and ``a, b``; a name without arguments → itself and nothing."""
    first = _ATOM.match(name)
    if first is None or first.end() == len(name):
        return name, ""
    return first.group(), name[first.end() :].strip("()⧙⧘[]{} ")


def _first_argument(arguments: str) -> str:
    return arguments.partition(",")[0].strip(" `")


def _scopes(text: str) -> Iterator[Scope]:
    for match in _SCOPE.finditer(text):
        first = number_of(match["first"])
        yield Scope(first, number_of(match["last"]) if match["last"] else first)


def _is_point(number: str) -> bool:
    """Not a section of a statute: ``§212.054``, ``§4975``."""
    parts = number.split(".")
    return len(parts[0]) <= 2 and all(part == "0" or (len(part) <= 3 and part[0] != "0") for part in parts)
