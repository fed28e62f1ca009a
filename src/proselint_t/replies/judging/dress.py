"""Dress of an edit that its answer does not wear: blocks, markup, links, and what a tool has left behind.

What is written in such a dress is hidden from the rules of style, so it is a fault of its own. Owns what
counts as a kind of dress; an answer that has a kind anywhere may have it again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from proselint_t.document.model import BlockKind, ContainerKind, MarkupKind
from proselint_t.language.word_lists import function_words
from proselint_t.lint.suppressions import comment_places
from proselint_t.replies.judging.language import is_speech
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.document import Block, Document
    from proselint_t.replies.judging.facts import Trial
    from proselint_t.replies.placing.applying import AppliedEdit

_BLOCKS = {
    BlockKind.HEADING: "a heading",
    BlockKind.CELL: "a table",
    BlockKind.HTML: "an HTML block",
    BlockKind.CODE: "a code block",
    BlockKind.MASKED: "a formula or a template",
    BlockKind.BREAK: "a horizontal rule",
    BlockKind.FRONT_MATTER: "front matter",
}
_CONTAINERS = {
    ContainerKind.QUOTE: "a block quotation",
    ContainerKind.BULLET: "a bulleted list",
    ContainerKind.ORDERED: "a numbered list",
    ContainerKind.FOOTNOTE: "a footnote",
}
_MARKUP = {
    MarkupKind.STRIKE: "struck text",
    MarkupKind.LINK: "a link",
    MarkupKind.TAG: "an HTML tag",
}
"""Emphasis has a rule of style, `layout.emphasis`."""

_OPEN = frozenset({BlockKind.HTML, BlockKind.CODE, BlockKind.MASKED})
"""Blocks that go on until they are closed."""
_HIDDEN = frozenset({BlockKind.CODE, BlockKind.MASKED, BlockKind.FRONT_MATTER})
_WRITTEN = (
    ("an HTML comment", re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)),
    ("an image", re.compile(r"!\[[^\]\n]*\][(\[]")),
    ("a footnote", re.compile(r"\[\^[^\]\s]+\]")),
    (
        "a number of a source",
        re.compile(
            r"(?<![\w\]])\[[1-9]\d{0,2}(?:\s*[,–-]\s*[1-9]\d{0,2})*\](?![(:\[\w])|(?:(?<=[.!?…])|(?<=[^\W\d_]{4}))[¹²³⁰-⁹]+(?!\w)"
            r"|[〔［]\d+[〕］]|\[\+\d{1,2}\]|(?<=\w)\[[a-z]\](?=[.,;]?(?:\s|\Z))"
        ),
    ),
    ("a source in brackets", re.compile(r"\((?:source|источник)(?::[^()\n]*)?\)", re.IGNORECASE)),
    ("a footnote", re.compile(r"(?<=[\w.!?])[ \t]?[†‡]|^[^*\n]*[\w.!?]\*[ \t]*$", re.MULTILINE)),
    ("a placeholder", re.compile(r"(?<![\w\]!])\[(?=[^\[\]\n]*[^\W\d_]{2})[^\[\]\n^]+\](?![(:\[])")),
    (
        "a placeholder",
        re.compile(
            r"<[^\W\d_]+(?:[ _][\w'’-]+)+>|\{\{[^{}\n]+\}\}|\b(?:TODO|TBD|FIXME)\b|(?<!\w)_{2,}(?!\w)"
            r"|(?<![\w\]])\[[ \t]*\](?![(:\[])|\bN/A\b|\b(?:19|20)[XХ]{2}\b"
            r"|\[[NXYZХ]\](?![(:\[])|\[(?:\.{3}|…)\]|(?<![\w?])\?{2,}(?=\s+\w)"
            r"|\bYOUR_[A-Z_]+\b|@@\w+@@|\b[Ll]orem ipsum\b"
            r"|\((?:specify|укажите|указать|уточнить|впишите|вставьте|подставьте)\s[^()\n]*\)"
            r"|\((?:insert|enter|put|your)\s[^()\n]*\bhere\)"
            r"|(?<![\w-])(?:X{2,}|x{2,}|Х{2,}|х{2,})(?![\w-])(?!\.?\s+(?:век|столет|centur|в\.|вв\.))"
        ),
    ),
    (
        "a gap",
        re.compile(r"^[ \t]*(?:\.{3}|…)[ \t]*$|(?<=\w )(?:\.{3}|…)(?= \w)", re.MULTILINE),
    ),
    ("an empty quotation", re.compile(r"«\s*+(?:\.{3}|…)?\s*+»")),
    (
        "a variable",
        re.compile(
            r"\$?\{[^{}\n]+\}|(?<![\w$])\$[A-Z][A-Z\d_]*\b|(?<![\w%])%(?:[A-Za-z]\w*%|\(\w+\)[sd]|[sd])(?!\w)"
            r"|(?<![\w#])#[A-Z][A-Z_]+#"
        ),
    ),
    ("a tag", re.compile(r"(?<![\w&/#.)])#[^\W\d_][\w-]*(?!#)")),
    ("a mention", re.compile(r"(?<![\w./@])@[A-Za-z][\w-]*(?!@)")),
    (
        "a link",
        re.compile(
            r"<(?:https?://|mailto:|[^<>\s@]+@)[^<>\s]+>|^[ \t]*\[[^\]\n]+\]:[ \t]+\S"
            r"|(?<![\w\]!\\])\[[^\[\]\n]+\]\[[^\[\]\n]*\]",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        "an address",
        re.compile(
            r"(?<![\w(<])(?:(?:https?|ftp)://|www\.|mailto:)[^\s<>«»]+|\b[\w.+-]{1,64}@[\w-]+\.[\w.-]*\w",
            re.IGNORECASE,
        ),
    ),
    ("an indent", re.compile(r"^(?: {2,}|[ ]*\t[ \t]*)(?=\S)", re.MULTILINE)),
    ("an HTML tag", re.compile(r"</?(?:[A-Za-z][\w.:-]*(?:\s[^<>\n]*)?/?)?>")),
    ("a bulleted list", re.compile(r"^[ \t]*(?:[•◦▪▫‣·●○■□∙⁃◆◇►▶➢→—–]|--)[ \t]", re.MULTILINE)),
    (
        "a numbered list",
        re.compile(
            r"^[ \t]*(?:\(\d{1,3}\)|[a-zа-я]\)|\d{1,2}(?::|[ ][-–—])(?=[ ][A-ZА-ЯЁ]))[ \t]|[①-⑳❶-❿]",
            re.MULTILINE,
        ),
    ),
    ("a definition", re.compile(r"^(?::[ \t]+|\*\[[^\]\n]+\]:[ \t]*)(?=\S)", re.MULTILINE)),
    ("a horizontal rule", re.compile(r"^[ \t]*(?:=+|[—–]+)[ \t]*$", re.MULTILINE)),
    (
        "a table",
        re.compile(r"^[ \t]*(?:\|[^\n]*\||\+[-=+]{3,}\+|(?=[^|\n]*\|):?--[-:| \t]*+)[ \t]*$", re.MULTILINE),
    ),
    ("a comment", re.compile(r"%%|^[ \t]*//[ \t]", re.MULTILINE)),
    ("code", re.compile(r"^(?:import\s[^\n]*['\"]|export\s+(?:const|let|default|function)\b)", re.MULTILINE)),
    (
        "a formula",
        re.compile(
            r"\$\$|(?<![\w$\\])\$(?=[^\s\d])[^$\n]*[^\s$]\$(?![\w$])|\\[(\[].+?\\[)\]]|(?<!\S)\\[a-z]{2,}"
        ),
    ),
    ("a template", re.compile(r"\{%[^%\n]*%\}|\{[#<][^\n]*[#>]\}")),
    ("an entity", re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31}\d{0,2});", re.IGNORECASE)),
    ("a backslash escape", re.compile(r"(?<!\\)\\[*_`#>~.+|-]")),
    (
        "a mark of a change",
        re.compile(
            r"\{(?:\+\+|--|~~|==|>>)|(?<![=\w])==(?=\w)[^=\n]*\w==(?![=\w])"
            r"|(?<![\w+])\+\+(?=\w)[^+\n]*\w\+\+(?![\w+])|^[+-](?=[^\W\d])|^@@ -\d",
            re.MULTILINE,
        ),
    ),
    (
        "hidden, raised or lowered text",
        re.compile(r"\|\|(?=\w)[^|\n]*\|\||\^[^\s^]+\^|(?<!~)~(?=\w)[^\s~]+~(?!~)"),
    ),
    (
        "an emoji",
        re.compile(
            "[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]\ufe0f?|[\\d#*]\ufe0f?\u20e3"
            r"|(?<![\w:]):[a-z][a-z_]+:(?![\w:])|(?<!\S)[:;]-?[()](?!\w)"
        ),
    ),
)
"""Kinds that are read from the text outside code."""
_QUOTED = re.compile(r"«[^«»\n]*»")
_QUOTABLE = frozenset({"a placeholder", "a gap", "a variable", "a tag", "a mention"})
"""Those that somebody else may have written, whose words are quoted: whether they are, is asked elsewhere."""

_RESIDUE = re.compile(
    r"【[^】\n]*】|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\ue000-\uf8ff\U000e0000-\U000e007f]"
    r"|[\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2028\u2029\u2060-\u2064\u3164\ufeff\uffa0]"
    r"|(?<![\u2000-\u3300\ufe0f\U0001f000-\U0001faff#*\d©®™])[\u200d\ufe00-\ufe0f]|<\|\w+\|>|\battached_file:\d+|[a-z]*turn\d+(?:search|view|news|image|fetch|file|academia)\d+"
    r"|:?contentReference\[oaicite[^\]]*\](?:\{[^}]*\})?|\[cite(?:_start|: ?[\d, -]+)\]|\[span_\d+\]"
    r"|[?&]utm_source=[\w.-]+|https?://(?:www\.)?google\.[a-z.]+/(?:search\?q|url\?)[^\s)]*"
    r"|grounding-api-redirect|sandbox:/mnt/\S+|</?think>|\bnavlist\w*|\bentity\[[\"“]|â€|(?<=[.!?…])\\n(?!\w*\.)"
    r"|\b[Aa]s an? (?:AI|large) (?:language )?(?:model|assistant)\b|\b[Кк]ак (?:большая )?языковая модель\b"
    r"|^(?:Here(?:['’]s| is| are) (?:the|your|a) (?:revised|corrected|updated)|Вот исправленн)[^.\n]*:"
    r"|^(?:assistant|user|system):(?=\s)",
    re.MULTILINE,
)
"""What tools that write texts leave in them: marks of their sources, and links through a search."""

_SIGN_OF_CODE = re.compile(r"[=(){}\[\]<>$_/\\|*&;@#%^~+]|--|::|\w\.\w")
_FEWEST = 4
"""Words that a sentence in code has at least."""
_SMALL_WORDS = re.compile(r"[a-zа-яё]+(?:[ ,]+[a-zа-яё]+)+[.!?]?")
_CONTRACTION = re.compile(r"[a-z](?:n['’]t|['’](?:ll|re|ve|m))\b", re.IGNORECASE)


class Dress:
    """The kinds of dress that an answer has, ready to be held against what edits bring."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer.document

    @cached_property
    def _kinds(self) -> frozenset[str]:
        whole = Span(0, len(self._answer.source.text))
        return frozenset(_worn(self._answer, whole))

    def faults_of(self, trial: Trial) -> Iterator[tuple[AppliedEdit, TextFault]]:
        """What the lines wear that edits become; spans count in the new answer."""
        edits = [edit for edit in trial.applied.edits if not edit.new.empty]
        for index, fault in self.faults(trial.after.document, [edit.new for edit in edits]):
            yield edits[index], fault

    def faults(self, document: Document, places: Sequence[Span]) -> Iterator[tuple[int, TextFault]]:
        """What hides in some stretches of a document, each with the index of its stretch.

        Spans count in the document.
        """
        comments = [*comment_places(document.source.text)]
        for index, place in enumerate(places):
            first = bisect_right(comments, place.start, key=lambda one: one.end)
            silencing = comments[first : bisect_left(comments, place.end, key=lambda one: one.start)]
            for span in silencing:
                yield (
                    index,
                    TextFault(span, translated("an edit may not silence rules: leave the comment out")),
                )
            for fault in self._worn_by(document, place):
                if not any(map(fault.span.overlaps, silencing)):
                    yield index, fault

    def _worn_by(self, document: Document, place: Span) -> Iterator[TextFault]:
        """What a stretch wears and the answer does not."""
        told: list[Span] = []
        residues = (
            TextFault(Span(*one.span()), translated("«%s» was left behind by a tool: leave it out", one[0]))
            for one in _RESIDUE.finditer(document.source.text, *place)
        )
        for fault in (*residues, *self._foreign(document, place)):
            if not any(fault.span.overlaps(span) for span in told):
                told.append(fault.span)
                yield fault

    def _foreign(self, document: Document, place: Span) -> Iterator[TextFault]:
        for kind, span in _worn(document, place).items():
            if kind not in self._kinds:
                yield TextFault(span, translated("this is %s, and the answer has none", translated(kind)))
        for span in _inline_code(document, place):
            code = document.source.text[slice(*span)]
            if _is_prose(code.strip("`")) and code not in self._answer.source.text:
                yield TextFault(span, translated("this is prose and no code: leave the backticks out"))


def _is_prose(code: str) -> bool:
    """Whether what stands between backticks is words of a language that build a sentence, and no code."""
    if _SIGN_OF_CODE.search(code):
        return False
    if _CONTRACTION.search(code) or (len(code.split()) >= _FEWEST and is_speech(code)):
        return True
    builds = any(word.strip(",.!?") in function_words("english") for word in code.split())
    return _SMALL_WORDS.fullmatch(code) is not None and (not code.isascii() or builds)


def _worn(document: Document, place: Span) -> dict[str, Span]:
    """Each kind of dress, and where it is first met."""
    found: dict[str, Span] = {}
    for kind, span in (*_of_blocks(document, place), *_written(document, place)):
        found.setdefault(kind, span)
    return found


def _of_blocks(document: Document, place: Span) -> Iterator[tuple[str, Span]]:
    for block, lines in _blocks_in(document, place):
        yield from ((kind, lines) for kind in _kinds_of(block, document, place))
        for markup in block.markup:
            if markup.kind in _MARKUP and markup.outer.overlaps(place):
                yield _MARKUP[markup.kind], markup.outer


def _blocks_in(document: Document, place: Span) -> Iterator[tuple[Block, Span]]:
    """The blocks that share a line with a stretch, each with its part of the stretch."""
    source, blocks = document.source, document.blocks
    first, last = source.line_at(place.start), source.line_at(place.end)
    for block in islice(blocks, bisect_right(blocks, first, key=lambda one: one.end_line), None):
        if block.first_line > last:
            return
        start, end = source.line_starts[block.first_line], source.line_end(block.end_line - 1)
        start = max(start, place.start)
        yield block, Span(start, max(start, min(end, place.end)))


def _kinds_of(block: Block, document: Document, place: Span) -> Iterator[str]:
    """What a block is; what begins above an edit, and hides it or holds it, is not of its making."""
    source = document.source
    reaches_in = block.first_line < source.line_at(place.start) and block.kind in _OPEN
    if block.kind in _BLOCKS and not reaches_in and not _is_label(block, document):
        yield _BLOCKS[block.kind]
    for container in block.containers:
        line = source.line_starts[container.line]
        at = container.marker.start if container.marker else source.text.find(">", line)
        if not container.is_point and place.contains(Span(at, at + 1)):
            yield _CONTAINERS[container.kind]


def _is_label(block: Block, document: Document) -> bool:
    """Whether it is the heading that carries the label of a point, such as `## 2.1.` has."""
    source = document.source
    if block.kind is not BlockKind.HEADING or not source.line(block.first_line).lstrip(" >").startswith("#"):
        return False
    point = document.point_at(source.line_end(block.first_line))
    return point is not None and source.line_at(point.span.start) == block.first_line


def _written(document: Document, place: Span) -> Iterator[tuple[str, Span]]:
    text = document.source.text
    code = [span for block, span in _blocks_in(document, place) if block.kind in _HIDDEN]
    code += _inline_code(document, place)
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(text, *place)]
    for kind, pattern in _WRITTEN:
        hidden = [*code, *quoted] if kind in _QUOTABLE else code
        for match in pattern.finditer(text, *place):
            span = Span(*match.span())
            if not any(one.overlaps(span) for one in hidden):
                yield kind, span


def _inline_code(document: Document, place: Span) -> list[Span]:
    spans = (
        segment.prose.span(*code) for segment in document.segments_in(place) for code in segment.prose.code
    )
    return [span for span in spans if span.overlaps(place)]
