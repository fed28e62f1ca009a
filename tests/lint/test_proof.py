"""The quick ways to prove a fix harmless say no more than a reading of the whole text does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.document import parse
from proselint_t.lint.proof import Proof, apart
from proselint_t.lint.proof.blocks import TextBlocks
from proselint_t.lint.proof.cover import Cover
from proselint_t.lint.proof.runs import Runs
from proselint_t.rules.rule import Severity, Structure, Violation
from proselint_t.text.edits import Edit, Fix
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

RULES = Resolver(CommandLine(isolated=True, preset="answer")).for_file(Path("answer.md")).rules

_PIECES = (
    *("word", "Word", "a", "и", "слово", "I.", "1.", "2)", "(a)", "А.", "10. A", "import x", "export"),
    *("*", "**", "_", "`", "``", "~~", "[a]", "[a]:", "(u)", "](", "![i](u)", "<b>", "</b>", "<!--", "-->"),
    *("http://x.com", "x.com", "www.", "a@b.c", "файл.md", "e.g.", ":smile:", "&amp;", "\\", "\\\n", "|"),
    *("---", "===", "$", "$$", "{{", "}}", "%%", "::: note", ":::", "«", "»", '"', "--", "'t'", ": "),
    *("> ", "- ", "* ", "# ", " #", "[^1]", "[^1]: ", "---\n", "    ", "\t", "  \n", "\n\n"),
)
_NEW = ("", "x", " ", "word ", "1", "a b", "A.", "x.com", "@b.c", ":", "e.g.", "I. ", "ии", "-", "1)", "www.")
_MARKS = ("*", "**", "_", "~~", "`", "[a]", "(u)", "<b>", "-->", "$", "{{", "\\", "#", "[^1]")
_RULES = ("typography.terms", "layout.emphasis", "typography.bare-address", "typography.interface-names")
"""Rules that own no marks, and some that own marks of their own."""
_TEXTS = st.lists(
    st.tuples(st.sampled_from(_PIECES), st.sampled_from(("", " ", "\n"))), min_size=2, max_size=20
).map(lambda pieces: "".join(map("".join, pieces)))


@given(_TEXTS, st.booleans(), st.data())
def test_words_that_their_line_proves_are_proved_by_the_whole(
    text: str, underlines: bool, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = min(len(text), start + data.draw(st.integers(0, 6)))
    edit = Edit(Span(start, end), data.draw(st.sampled_from((*_NEW, *_MARKS))))
    rule = data.draw(st.sampled_from(_RULES))
    _agrees(Source(text, underlines=underlines), rule, edit, Proof.harmless_in_lines)


@given(_TEXTS, st.booleans(), st.data())
def test_white_space_that_is_dropped_is_dropped_for_the_whole(
    text: str, underlines: bool, data: st.DataObject
) -> None:
    source = Source(text, underlines=underlines)
    end = source.line_end(data.draw(st.integers(0, source.line_count - 1)))
    start = len(text[:end].rstrip(" \t")) + data.draw(st.integers(0, 1))
    edit = Edit(Span(min(start, end), end), "")
    _agrees(source, "layout.trailing-space", edit, Proof.harmless_trims)


@given(_TEXTS, st.booleans(), st.data())
def test_blank_lines_that_are_dropped_are_dropped_for_the_whole(
    text: str, underlines: bool, data: st.DataObject
) -> None:
    lines = text.split("\n")
    above = data.draw(st.integers(0, len(lines)))
    count, blank = data.draw(st.integers(1, 3)), data.draw(st.sampled_from(("", " ", "     ", "> ")))
    source = Source(
        "\n".join([*lines[:above], *[blank] * (count + 1), *lines[above:]]), underlines=underlines
    )
    start = source.line_starts[above + data.draw(st.integers(0, 1))]
    end = [*source.line_starts, len(source.text)][above + 1 + data.draw(st.integers(1, count))]
    edits = data.draw(st.lists(st.integers(0, len(source.text)), max_size=2))
    others = [
        _fixed("typography.terms", Edit(Span(at, at), data.draw(st.sampled_from(_NEW)))) for at in edits
    ]
    proof, dropped = Proof(parse(source), RULES), _fixed("layout.blank-lines", Edit(Span(start, end), ""))
    if dropped in proof.harmless_trims([dropped, *others]):
        together = [
            one
            for one in apart([dropped, *others])[0]
            if one is dropped or proof.keeps([one], Structure.UNCHANGED)
        ]
        assert proof.keeps([dropped], Structure.PARAGRAPHS)
        words = together[1:]
        assert not proof.keeps(words, Structure.UNCHANGED) or proof.keeps(together, Structure.PARAGRAPHS)


def test_they_prove_what_is_plain() -> None:
    source = Source("The cold cache is cold. \n\n1) Sample web site.\n")
    proof = Proof(parse(source), RULES)
    trimmed = _fixed("layout.trailing-space", Edit(Span(23, 24), ""))
    word = _fixed("typography.terms", Edit(Span(36, 44), "website"))
    assert proof.harmless_trims([trimmed, word]) == [trimmed]
    assert proof.harmless_in_lines([trimmed, word]) == [word]


def test_they_leave_no_line_to_begin_like_a_point() -> None:
    text = "It is *Case\nII*. And *that*."
    proof = Proof(parse(Source(text)), RULES)
    point = Violation(
        "layout.emphasis",
        Severity.ERROR,
        Span(6, 15),
        "m",
        Fix((Edit(Span(6, 7), ""), Edit(Span(14, 15), "")), "t"),
    )
    assert proof.harmless_in_lines([point]) == []
    assert not proof.keeps([point], proof.structure_of(point))


_STARTS = (
    "[ab] c",
    "[x] d",
    "...",
    "[c]: d",
    "**B** c",
    "Word",
    "«Ab",
    "`c` d",
    "*E* f",
    "(g",
    "10",
    "import x",
    "export",
    "<b>",
    "1.",
    "[a]",
    "- ",
    "1) ",
    "> ",
    "# ",
)
_ENDS = (
    "end.",
    "`a",
    "b` c",
    "*d",
    "e* f.",
    "__g",
    "h__",
    "x.com",
    "a@b.c",
    "$$",
    "::: note",
    "[a]",
    "a | b",
    "---",
    "|-|-|",
)


@st.composite
def _paragraphs(draw: st.DrawFn) -> tuple[str, list[Violation]]:
    """Sentences on lines and in paragraphs, and fixes that put each break where it is not."""
    breaks = (" ", " ", "\n", "\n\n", "\n  ", "\n\n\n")
    text, fixes = (
        draw(st.sampled_from(("", "# A\n", "- ", "1. ", "<A\n\n", "[a]: u\n", "Word $$ x\n\n"))),
        list[Violation](),
    )
    for _ in range(draw(st.integers(1, 6))):
        text += draw(st.sampled_from(_STARTS)) + " of "
        words = Edit(Span(len(text) - 3, len(text) - 1), draw(st.sampled_from(("for", "e.g.", "", "of 2"))))
        text += draw(st.sampled_from(_ENDS))
        old, new = draw(st.sampled_from(breaks)), draw(st.sampled_from(breaks))
        parts = Edit(Span(len(text), len(text) + len(old)), new)
        text += old
        fixes += [_fixed("typography.terms", words)] if draw(st.booleans()) else []
        fixes += [_fixed("layout.one-sentence-per-paragraph", parts)] if draw(st.booleans()) else []
    return text + draw(st.sampled_from(("", "\n", "\n---\n", "\n- B\n", "\n\n    c\n"))), fixes


@given(_paragraphs(), st.booleans())
def test_paragraphs_that_are_read_alone_are_proved_by_the_whole(
    drawn: tuple[str, list[Violation]], underlines: bool
) -> None:
    text, fixes = drawn
    document = parse(Source(text, underlines=underlines))
    proof = Proof(document, RULES)
    words = TextBlocks(document)
    cover = Cover(document, proof.metas)
    asked = [
        one
        for one in apart(fixes)[0]
        if cover.is_own(one) and (proof.structure_of(one) is Structure.PARAGRAPHS or words.changes_words(one))
    ]
    kept = Runs(words).kept(asked, divides=True)
    assert proof.keeps(kept, Structure.PARAGRAPHS)


_PAIRS = (
    "Ab", "a", "b.", "`c d`", "`` ` ``", "*e f*", "**g** h", "_i_", "~~j~~", "[k l](u)", "[k](u 'b c')",
    "[a]", "***m***", "**n *o* p**", "*`q`*", "[*r*](u)", "«s»", '"t"', "*«v»*", "e.g.", "x.com", "a:b",
    "w: 1", "II", "`", "*", "_", "[", "]", "<", "&amp;", "\\*", "e\u0301", "--", "$x$", "file", "![y](u)",
    "<b>z</b>", "1.",
)  # fmt: skip


@st.composite
def _paired(draw: st.DrawFn) -> tuple[str, list[Violation]]:
    """Words, pairs of marks and now and then a lone one, and fixes of all that stands between and in them."""
    text, fixes = "", list[Violation]()
    for _ in range(draw(st.integers(1, 7))):
        start = len(text)
        text += draw(st.sampled_from(_PAIRS))
        kind = draw(st.integers(0, 6))
        if kind == 0:
            fixes.append(
                _fixed("typography.terms", Edit(Span(start, len(text)), draw(st.sampled_from(_NEW))))
            )
        elif kind == 1:
            at = draw(st.integers(start, len(text)))
            end = min(at + draw(st.integers(0, 1)), len(text))
            fixes.append(_fixed("typography.terms", Edit(Span(at, end), draw(st.sampled_from((*_NEW, "«"))))))
        elif kind == 2:
            width = draw(st.integers(1, 2))
            edits = Edit(Span(start, start + width), ""), Edit(Span(len(text) - width, len(text)), "")
            if 2 * width < len(text) - start:
                fixes.append(_fixed("layout.emphasis", *edits))
        old, new = (draw(st.sampled_from((" ", " ", "\n", "\n\n", "", "  "))) for _ in range(2))
        if draw(st.booleans()):
            part = Edit(Span(len(text), len(text) + len(old)), new)
            fixes.append(_fixed("layout.one-sentence-per-paragraph", part))
        text += old
    return text + "end.", fixes


@given(_paired(), st.sampled_from(("", "A b.\n\n", "- ", "# A\n\n")))
def test_what_leaves_pairs_as_they_are_is_proved_by_the_whole(
    drawn: tuple[str, list[Violation]], before: str
) -> None:
    text = before + drawn[0]
    proof = Proof(parse(Source(text, underlines=False)), RULES)
    fixes = apart(one.shifted(len(before)) for one in drawn[1])[0]
    blocks, cover = TextBlocks(proof.document), Cover(proof.document, proof.metas)
    own = [one for one in fixes if cover.is_own(one)]
    in_lines = [one for one in own if proof.structure_of(one) is Structure.UNCHANGED]
    in_blocks = [one for one in in_lines if blocks.changed_by(one) is not None]
    assert proof.keeps(proof.harmless_in_lines(in_blocks), Structure.UNCHANGED)
    assert proof.keeps(Runs(blocks).kept(in_lines, divides=False), Structure.UNCHANGED)
    assert proof.keeps(Runs(blocks).kept(own, divides=True), Structure.PARAGRAPHS)


def test_they_are_read_alone_where_nothing_else_says_what_they_are() -> None:
    text = "One. Two of\nthem.\n\nThree.\n"
    divided = _fixed("layout.one-sentence-per-paragraph", Edit(Span(4, 5), "\n"))
    joined = _fixed("layout.one-sentence-per-paragraph", Edit(Span(11, 12), " "))
    blank = _fixed("layout.blank-lines", Edit(Span(18, 19), ""))
    word = _fixed("typography.terms", Edit(Span(9, 11), "for"))
    for before, behind, kept in (
        ("", "", True),
        ("# A\n\n", "- b\n", True),
        ("export {\n\n", "", False),
        ("[a]: b\n", "", False),
        ("", "\n---\n", True),
    ):
        document = parse(Source(before + text + behind, underlines=False))
        fixes = [one.shifted(len(before)) for one in (divided, joined, blank, word)]
        found = Runs(TextBlocks(document)).kept(fixes, divides=True)
        assert found == (fixes if kept else [])


def _fixed(rule: str, *edits: Edit) -> Violation:
    return Violation(rule, Severity.WARNING, edits[0].span, "m", Fix(edits, "t"))


def _agrees(
    source: Source, rule: str, edit: Edit, proves: Callable[[Proof, list[Violation]], list[Violation]]
) -> None:
    proof, violation = Proof(parse(source), RULES), _fixed(rule, edit)
    if proves(proof, [violation]):
        assert proof.keeps([violation], proof.structure_of(violation))
