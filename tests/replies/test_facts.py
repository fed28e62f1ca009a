"""New facts of edits, and the sources that edits name."""

from __future__ import annotations

from pathlib import Path

import pytest

from proselint_t.config import CommandLine, Resolver
from proselint_t.replies.revision import Review, revise
from proselint_t.text.source import Source

RULES = ("review.new-fact", "review.source")
ANSWER = """1) The import writes 40,000 rows of the table Orders.
1.1) Redis keeps the state.
1.2) It is told at https://docs.example.org/rows, as point 1.1 says.
"""
SOURCE = Source("The Mercury release of May 2031 waits for 2.50 seconds.", "notes.md")
EDIT = "1.\nDefect: 1.\nPoint: 1.1.\nAction: replace\n{}Old: «Redis keeps the state.»\nNew:\n{}\n"


def found(new: str, source: str = "", sources=(SOURCE,), allow: str = "", where: Path = Path()):
    (where / ".proselint-t.yaml").write_text(f"preset: answer\n{allow}", encoding="utf-8")
    settings = Resolver(CommandLine()).for_file(where / "answer.md")
    reply = Source(EDIT.format(source, new), "reply.md")
    defects = Source("1.\nPoint: 1.1.\nRemark: Is it Kafka?\n", "defects.md")
    revision = revise(Review(Source(ANSWER, "answer.md"), defects, reply, list(sources), settings))
    told = [one.violation for one in revision.findings if one.violation.rule in RULES]
    return [(one.rule, reply.text[slice(*one.span)]) for one in told]


@pytest.mark.parametrize(
    ("new", "facts"),
    [
        ("The state is kept in Redis and in Orders.", []),
        ("It takes 40000 rows in 2.5 seconds.", []),
        ("It takes 41,000 rows in 3 seconds.", ["41,000", "3"]),
        ("Kafka was there before Mercury.", []),
        ("The state is kept by Valkey, and Valkey is fast.", ["Valkey"]),
        ("Valkey keeps the state.", []),
        ("See https://docs.example.org/rows/ for it.", []),
        ("See https://docs.example.org/other for it.", ["https://docs.example.org/other"]),
        ("The state of point 1.2 is kept, as 1.1 and 7.7 are not.", ["7.7"]),
        ("The parser PostgREST reads `LIMIT 77` there.", ["PostgREST"]),
        ("Состояние хранит Меркурий.", ["Меркурий"]),
        ("The state is kept for the rows-only import, in Order.", []),
        ("Payment Loss and Rinsing Costs\nAccording to notes, it waits.", []),
        ("The state follows the Open Rows Content Guidelines.", ["Open Rows Content Guidelines"]),
        ("The state costs $90K, as Point 1 says.", ["90"]),
        ("Состояние хранит Redis-сервер в Redis-копиях.", []),
        ("The state is kept by method B.1 there.", []),
    ],
)
def test_what_no_document_has(tmp_path, new, facts):
    assert found(new, where=tmp_path) == [("review.new-fact", fact) for fact in facts]


def test_without_sources_nothing_is_new(tmp_path):
    assert found("The state is kept by Valkey.", sources=(), where=tmp_path) == []


def test_what_the_edit_names_as_its_source_is_known(tmp_path):
    named = "Source: Valkey, https://valkey.example.net/state\nthe guide of 2033\n"
    assert found("Since 2033 the state is kept by Valkey.", named, where=tmp_path) == []


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("Source: https://docs.example.org/a\n", []),
        ("Source: https://example.org\n", []),
        ("Источники:\nhttps://example.org/a\nhttps://badexample.org/b\n", ["https://badexample.org/b"]),
        ("Source: http://user@example.org:80/a, https://example.org.evil.net/a\n", ["https://example.org.evil.net/a"]),
        ("Source: a book\n", []),
        ("", []),
    ],
)  # fmt: skip
def test_sites_that_sources_may_be_from(tmp_path, source, wrong):
    allowed = found("The state is kept.", source, allow="sources.allow: [example.org]", where=tmp_path)
    assert allowed == [("review.source", address) for address in wrong]
    anywhere = tmp_path / "anywhere"
    anywhere.mkdir()
    assert found("The state is kept.", source, where=anywhere) == []
