"""A text that is being written is checked as a whole text would be, whatever is typed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.incremental import Session
from proselint_t.linter import check
from proselint_t.source import Source

ANSWER = Resolver(CommandLine(preset="answer", isolated=True)).for_file(Path("answer.md"))
PARTS = [
    "1) The quick item writes a report. It is long.\n",
    "1.1) See item 2 of the contract and item 3.\n",
    "1.2) Open the site, and e.g. read `code here` in it.\n",
    "2) Второй пункт описан в item 4. Он короткий.\n",
    "3) It has **bold words** in it.\n",
    "(a) A letter.\n",
    "(b) Another letter,\nwith a line that goes on.\n",
    "*) A star bullet.\n",
    "A plain line with the law on item 5.\n",
    "# 2. A heading\n",
    "## 2.1. Limits of the site\n",
    "\n",
    "\n\n\n",
    "- a bullet\n",
    "- another\n  with more\n\n  and a paragraph\n",
    "> a quotation with a site\n",
    "```\ncode site\n```\n",
    "```\n",
    "| a | b |\n|---|---|\n| site | item 7 |\n",
    "---\n",
    "===\n",
    "<!-- proselint-t-disable-next-line english.website -->\n",
    "<!-- proselint-t-disable english -->\n",
    "<!-- proselint-t-enable -->\n",
    "A site here <!-- proselint-t-disable-line -->\n",
    "<!-- a comment\n",
    "-->\n",
    "<b>bold</b> and <i>open\n",
    "and </i> closed\n",
    "[link]: https://example.com\n",
    "[^1]: A footnote with a site.\n",
    "A [link] and a note[^1].\n",
    "    indented code\n",
    "a lone * star and a `tick\n",
    "$x$ costs $5 and $$\n",
    "ends with a backslash\\\n",
    "[an open bracket\n",
]
KEYS = [
    *'aя e.,;:!1234)(*_`~[]<>#-+=|$\\"«»\n\n  \t\r',
    "1.3) ",
    "\n\n",
    "**",
    "``",
    "](",
    "<!--",
    "-->",
    "item 5",
    "\ufffc",
]


def changed(text: str, at: float, cut: int, new: str) -> str:
    place = round(at * len(text))
    return text[:place] + new + text[place + cut :]


def assert_same(session: Session, text: str) -> None:
    source = Source(text)
    whole = check(source, ANSWER.rules, known=ANSWER.known).violations
    assert session.check(source) == whole


CHANGES = st.tuples(
    st.floats(0, 1), st.sampled_from([0, 0, 0, 1, 2, 30]), st.sampled_from([*KEYS, *PARTS, ""])
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12), st.lists(CHANGES, max_size=6))
def test_a_change_is_checked_as_the_whole_text(
    parts: list[str], changes: list[tuple[float, int, str]]
) -> None:
    session = Session(ANSWER)
    text = "".join(parts)
    assert_same(session, text)
    for change in changes:
        text = changed(text, *change)
        assert_same(session, text)
