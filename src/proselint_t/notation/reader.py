"""Text → page: one pass over the lines, linear in their length.

Owns what a definition, a symbol and a reference look like. A document is read from heading to heading, and
what stands between two of them depends on nothing else but where it stands: so of a new version only the
sections that changed are read.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import replace
from typing import TYPE_CHECKING

from proselint_t.notation.lines import (
    NUMBER,
    fenced_blocks,
    heading_of,
    is_in_fence,
    line_at,
    lines_of,
    lines_with,
    number_of,
    sections_of,
)
from proselint_t.notation.model import (
    AnchorLink,
    Content,
    Definition,
    Flaw,
    NumberedLine,
    Page,
    Reference,
    Scope,
    Section,
    Use,
)
from proselint_t.notation.outline import Filling
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.notation.language import Notation
    from proselint_t.notation.lines import FencedBlock
    from proselint_t.notation.model import Heading
    from proselint_t.notation.outline import Outline
    from proselint_t.text.source import Source

_AROUND = 80
_LINES_BETWEEN = 2
"""Line ends between a line and the content of a fence directly behind it."""
_LABEL = re.compile(rf"[ \t]*(?P<number>{NUMBER})[.)](?=\s|$)")
_TICKS = re.compile(r"`+")
_ATOM = re.compile(r"[^\s()\[\]{},;⧙⧘⟨⟩⟦⟧⟪⟫「」«»\"'?!=|/]+")
_REFERENCE = re.compile(
    r"(?:(?:`(?P<code>[^`\n]{1,80})`|(?P<name>[^\s`()\[\]«»,;:§]{1,80}))(?P<colons>::[ \t]*\[?|[ \t]+))?"
    rf"(?P<mark>§)(?P<first>{NUMBER})(?!\w)"
    rf"(?:[ \t]*[-–—][ \t]*§?(?P<last>{NUMBER}))?"
    r"(?P<nested>::§\d)?"
)
_STATUTE = re.compile(
    r"(?:\b[A-ZА-ЯЁ][A-ZА-ЯЁ.]{1,9}(?:[- ]?\d{1,6},?)?"
    r"|\b(?:Code|Act|Law|Title|Rules?|Reg|Regulations?|Stat|Кодекса?|Закона?)\.?[»\"”]?|§)[ \t]*\(?$"
)
_LAW = re.compile(
    r"(?:[ \t]+(?:\(\d{1,3}\)|(?:Abs|Nr|lit)\.?[ \t]*\w{1,3}|Satz[ \t]+\d))*+"
    r"[ \t]+(?:[A-ZÄÖÜ]+[a-zäöü]+\w*(?:G|GB|VO)|[A-Z]{0,2}GB|GG)\b"
)
"""What stands behind a point of a German statute."""
_LINKED = re.compile(r"[^\[\]\n]{0,200}\](?:\[|\([^\s()#:]{1,9}:)")
"""What stands behind a point in the text of a link that leads to the web, or to a place named elsewhere."""
_SCOPE = re.compile(rf"§(?P<first>{NUMBER})(?:[ \t]*[-–—][ \t]*§?(?P<last>{NUMBER}))?")
PLAIN = re.compile(r"[\x00-\x7f\u0400-\u04ff«»“”„…–—№°·•]*")
"""Spans of these alone are words and names of another text, unless the bundle defines them."""
_ANCHOR = re.compile(
    r"\]\((?P<file>[^\s()#:]{1,200})?#(?P<name>[^\s()]{1,200})(?:\([^\s()]*\))?[^()]{0,200}\)"
)
_CONTENT = re.compile(r"`(?P<name>[^`\n]+)`[^`]*$")


class PageReader:
    """Reads one document version by version: only what changed is read again."""

    def __init__(self, notation: Notation) -> None:
        self.notation = notation
        self._cuts: list[_CutSection] = []

    def read(self, source: Source, span: Span | None = None, name: str = "") -> Page:
        """The page in ``span`` of a version (default: in the whole file)."""
        page = Page(name, source, span or Span(0, len(source.text)))
        self._cuts = self._cut(source.text, page.span)
        filling = Filling(page)
        start = page.span.start
        for cut in self._cuts:
            outline = cut.behind(filling.outline)
            heading, section = cut.read(self.notation, outline, start)
            if heading:
                filling.take(heading, outline)
            if section:
                filling.fill(section)
            start += len(cut.text)
        filling.end()
        return page

    def _cut(self, text: str, span: Span) -> list[_CutSection]:
        """A version cut at its headings: from its beginning and its end on as the former one was, else anew.

        The one in front of a change is cut anew too: what follows may belong to it now.
        """
        known, start, end = self._cuts, span.start, span.end
        first, last = 0, len(known)
        while first < last and text.startswith(known[first].text, start, end):
            start += len(known[first].text)
            first += 1
        if first:
            first -= 1
            start -= len(known[first].text)
        while last > first and start < (begin := end - len(known[last - 1].text)):
            cut = known[last - 1]
            if text[begin - 1] != "\n" or not text.startswith(cut.text, begin, end):
                break
            if cut.heading is None:
                break  # the beginning of the former version, which goes on with what stands before it now
            end, last = begin, last - 1
        places = list(sections_of(text, Span(start, end)))
        if last < len(known) and is_in_fence(text, places[-1]):
            last = len(known)
            places = list(sections_of(text, Span(start, span.end)))
        new = [_CutSection(text[place.start : place.end]) for place in places]
        return [*known[:first], *new, *known[last:]]


class _CutSection:
    """A heading and the text up to the next one, with the last answers to what was asked of it."""

    __slots__ = ("_behind", "_outline", "_placed", "_section", "heading", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.heading = heading_of(line_at(text, 0, len(text)))
        self._behind: tuple[Outline, Outline] | None = None
        self._outline: Outline | None = None
        self._section = Section()
        self._placed: tuple[int, tuple[Heading | None, Section | None]] | None = None

    def behind(self, outline: Outline) -> Outline:
        """Where the text behind the heading stands."""
        if self.heading is None:
            return outline
        if self._behind is None or self._behind[0] != outline:
            self._behind = outline, outline.behind(self.heading)
        return self._behind[1]

    def read(self, notation: Notation, outline: Outline, start: int) -> tuple[Heading | None, Section | None]:
        """The heading, and what stands behind it where an outline has come to, if anything; at an offset."""
        if outline is not self._outline:
            self._outline, self._placed = outline, None
            self._section = _Reader(notation, self, outline).read()
        if self._placed is None or self._placed[0] != start:
            heading = self.heading.shifted(start) if self.heading else None
            section = None if self._section.is_empty else self._section.shifted(start)
            self._placed = start, (heading, section)
        return self._placed[1]


class _Reader:
    """Reads one section. Places count from its start."""

    def __init__(self, notation: Notation, cut: _CutSection, outline: Outline) -> None:
        self.notation, self.text, self.headed = notation, cut.text, cut.heading is not None
        self.own, self.number = outline.own, outline.section
        self.found = Section()
        self.pending: tuple[int, str] | None = None
        """The definition (index, its text so far) whose body may be the fence on the next line."""
        self.before_fence = ""
        self.brackets: list[tuple[str, int]] = []
        self.odd_backtick: Flaw | None = None
        """One whose partner may stand in a later line of the paragraph."""

    def read(self) -> Section:
        at = 0
        for fence in fenced_blocks(self.text):
            self._lines(Span(at, fence.start))
            self._end_paragraph()
            self._fenced(fence)
            at = fence.behind
        self._lines(Span(at, len(self.text)))
        self._end_paragraph()
        self._forget_brackets()
        return self.found

    def _fenced(self, fence: FencedBlock) -> None:
        for start, line in lines_with(self.text, fence.content, self.notation.defines):
            self._define(start, line, own=False)
        if fence.closed:
            self._body(fence.content)
        else:
            at = _span(fence.start, 0, len(fence.marks))
            self.found.flaws.append(Flaw(at, translated("this fence is never closed")))

    def _body(self, span: Span) -> None:
        body = self.text[span.start : span.end]
        if self.pending is not None:
            index, so_far = self.pending
            known = self.found.definitions[index]
            self.found.definitions[index] = replace(known, body=f"{so_far}\n{body.strip()}".strip())
            self._holds(known.name, span)
            if known.covers and self.text.count("\n", known.covers.end, span.start) == _LINES_BETWEEN:
                self._bracketed(span)
        elif self.before_fence:
            self._holds(self.before_fence, span)
        self.pending, self.before_fence = None, ""

    def _holds(self, name: str, span: Span) -> None:
        """The document that ``name`` denotes stands in a fence."""
        lines = (line for _, line in lines_of(self.text, span))
        labels = {number_of(match["number"]) for match in map(_LABEL.match, lines) if match}
        self.found.contents.append(Content(span, name, frozenset(labels)))

    def _lines(self, span: Span) -> None:
        for start, line in lines_of(self.text, span):
            if line.strip():
                self._line(start, line)
            else:
                self._end_paragraph()

    def _line(self, start: int, line: str) -> None:
        self.pending, self.before_fence = None, ""
        heading = self.headed and not start
        if not heading and not self.notation.telling.search(line):
            return
        if not heading and (label := _LABEL.match(line)):
            at = Span(start + label.start("number"), start + label.end("number"))
            self.found.labels.append(NumberedLine(at, number_of(label["number"]), self.number))
        spans = list(_code_spans(line))
        if self.notation.may_define.search(line):
            self._define(start, line, own=self.own)
        self._names(start, line, spans)
        if "](" in line and "#" in line:
            self._links(start, line)
        if self.own:
            self._judged(start, line, spans)
        else:
            self._cited(start, line, pasted=heading)
        if line.rstrip().endswith(":") and (content := _CONTENT.search(line.rstrip()[:-1])):
            self.before_fence = content["name"]

    def _links(self, start: int, line: str) -> None:
        for link in _ANCHOR.finditer(line):
            at = _span(start, link.start("name") - 1, len(link["name"]) + 1)
            self.found.anchors.append(AnchorLink(at, link["name"], link["file"] or ""))

    def _judged(self, start: int, line: str, spans: list[tuple[int, int]]) -> None:
        self._uses(start, line, spans)
        self._cited(start, line)
        if self.notation.bracket.search(line):
            self._brackets(start, line)
        if len(_TICKS.findall(line)) != 2 * len(spans) and line.count("`") % 2:
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
                    self.found.uses.append(Use(atom.group(), at, self.number))

    def _cited(self, start: int, line: str, *, pasted: bool = False) -> None:
        if "§" in line:
            self._references(start, line, pasted=pasted)
        if self.notation.speaks_of_near(line):
            for nearby in self.notation.nearby_point.finditer(line):
                at = Span(start + nearby.start("number"), start + nearby.end("number"))
                number = number_of(nearby["number"])
                self.found.references.append(
                    Reference(number, at, "", self.number, nearby=True, pasted=pasted)
                )

    def _references(self, start: int, line: str, *, pasted: bool) -> None:
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
                    number = number_of(match[group])
                    self.found.references.append(Reference(number, at, target, self.number, pasted=pasted))

    def _bracketed(self, span: Span) -> None:
        """The brackets in the fence directly behind the line of a definition, which close there."""
        around, self.brackets = self.brackets, []
        for start, line in lines_with(self.text, span, self.notation.bracket):
            self._brackets(start, line)
        self._forget_brackets()
        self.brackets = around

    def _forget_brackets(self) -> None:
        for sign, at in self.brackets:
            self.found.flaws.append(Flaw(_span(at, 0, 1), translated("%s is never closed", sign)))
        self.brackets.clear()

    def _brackets(self, start: int, line: str) -> None:
        for index, sign in enumerate(line):
            if sign in self.notation.openings:
                self.brackets.append((sign, start + index))
            elif sign in self.notation.pairs:
                if self.brackets and self.brackets[-1][0] == self.notation.pairs[sign]:
                    self.brackets.pop()
                else:
                    problem = translated("%s closes what nothing opened", sign)
                    self.found.flaws.append(Flaw(_span(start, index, 1), problem))

    def _end_paragraph(self) -> None:
        if self.odd_backtick:
            self.found.flaws.append(self.odd_backtick)
        self.odd_backtick = None

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
            head, signature = signature.partition(",")[0].strip(" `") or head, ""
            bound = frozenset()
        at = Span(at.start, at.start + len(head)) if name.startswith(head) else at
        definition = Definition(
            head, at, self.number, body, scopes, bound, Span(start, start + len(line)), signature
        )
        self.found.definitions.append(definition if own else replace(definition, body=None))
        if own and body is not None:
            self.pending = (len(self.found.definitions) - 1, body)

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
                scope = (Scope(self.number, self.number),) if local else ()
                at = _span(start, first, last - first)
                self.found.definitions.append(Definition(line[first:last], at, self.number, None, scope))


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


def _scopes(text: str) -> Iterator[Scope]:
    for match in _SCOPE.finditer(text):
        first = number_of(match["first"])
        yield Scope(first, number_of(match["last"]) if match["last"] else first)


def _is_point(number: str) -> bool:
    """Not a section of a statute: ``§212.054``, ``§4975``."""
    parts = number.split(".")
    return len(parts[0]) <= 2 and all(part == "0" or (len(part) <= 3 and part[0] != "0") for part in parts)
