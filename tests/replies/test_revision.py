"""Replies held against their documents: every rule and every decided case, in both languages.

The cases are data; they go through the functions, and some of them through the command line.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from proselint_t.config import CommandLine, Resolver
from proselint_t.replies.revision import Review, revise
from proselint_t.rules.review import FORMAT_GROUP
from proselint_t.text.source import Source

DATA = yaml.safe_load((Path(__file__).parent / "revisions.yaml").read_text(encoding="utf-8"))
CASES = DATA["cases"]
by_name = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])


def texts(case):
    """Name → text of the documents of a case."""
    documents = DATA["documents"][case["of"]]
    named = {"answer.md": documents["answer"], f"defects.{documents.get('form', 'md')}": documents["defects"]}
    return named | {f"reply.{case.get('form', 'md')}": case["reply"]} | case.get("sources", {})


def review_of(case):
    sources = [Source(text, name) for name, text in texts(case).items()]
    settings = Resolver(CommandLine(isolated=True, preset=case.get("preset", "answer"))).for_file(
        Path("answer.md")
    )
    answer, defects, reply, *others = sources
    return Review(answer, defects, reply, others, settings)


def changed(case, key):
    """The answer that a case expects; ``None`` where nothing may be applied."""
    if key not in case:
        return None
    text = DATA["documents"][case["of"]]["answer"]
    for old, new in case[key]:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def stem(path):
    return Path(path).stem


def text_of(source):
    return source.text if source else None


@by_name
def test_what_is_reported(case):
    revision = revise(review_of(case))
    found = [
        f"{one.where} {revision.source_of(one).position(one.violation.span.start).line} {one.violation.rule}"
        for one in revision.findings
    ]
    problems = [f"{stem(one.path)} {one.line} {one.field or ''}".strip() for one in revision.problems]
    grouped = [one.violation.rule for one in revision.findings if one.violation.group == FORMAT_GROUP]
    messages = [one.violation.message for one in revision.findings]
    assert sorted(found) == sorted(case.get("found", []))
    assert problems == case.get("problems", [])
    assert sorted(grouped) == case.get("grouped", [])
    assert list(revision.unanswered) == case.get("unanswered", [])
    for part in case.get("says", []):
        message = next(message for message in messages if part in message)
        messages.remove(message)


@by_name
def test_what_is_applied(case):
    review = review_of(case)
    assert text_of(revise(review).result) == changed(case, "result")
    partial = changed(case, "partial") or changed(case, "result")
    assert text_of(revise(review, partial=True).result) == partial


@pytest.mark.parametrize(
    "case", [case for case in CASES if "renumbered" in case], ids=lambda case: case["name"]
)
def test_numbers_go_on_again_where_that_is_asked_for(case):
    revision = revise(review_of(case), renumber=True)
    assert text_of(revision.result) == changed(case, "renumbered")
    assert not revision.findings


@pytest.mark.parametrize("case", [case for case in CASES if "result" in case], ids=lambda case: case["name"])
def test_nothing_new_is_wrong_with_what_is_applied(case):
    assert not revise(review_of(case)).introduced.violations


@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case["name"])
def test_the_command_line_says_the_same(case, tmp_path):
    for name, text in texts(case).items():
        (tmp_path / name).write_bytes(text.encode())
    answer, defects, reply, *_ = texts(case)
    flags = ["--answer", answer, "--defects", defects, "--output-format", "json", "--isolated"]
    flags += ["--preset", case.get("preset", "answer")]
    for name in case.get("sources", {}):
        flags += ["--source", name]

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "proselint_t", "edits", *arguments, reply, *flags],
            cwd=tmp_path, capture_output=True, check=False,
        )  # fmt: skip

    checked = run("check")
    data = json.loads(checked.stdout)
    found = [f"{stem(one['path'])} {one['line']} {one['rule']}" for one in data["violations"]]
    assert checked.returncode == case["exit"]
    assert sorted(found) == sorted(case.get("found", []))
    assert data["unanswered_defects"] == case.get("unanswered", [])
    applied = run("apply")
    before = texts(case)["answer.md"]
    assert applied.returncode == case["exit"]
    assert (tmp_path / "answer.md").read_bytes().decode() == (changed(case, "result") or before)
    if "partial" in case:
        assert run("apply", "--partial").returncode == 1
        assert (tmp_path / "answer.md").read_bytes().decode() == changed(case, "partial")


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ("1. Defect 1: move «a row» from 1 to 2.\n", "(to move a text, delete it here and insert it there)"),
        ("1. Недостаток 1. Перенумеровать пункт 2 в 3.\n", "(`--unsafe-fixes` numbers points anew)"),
        ("Defect 1 is rejected: it is in the contract.\n", "(what is rejected stands, with a reason, in"),
    ],
)
def test_what_is_no_edit_has_a_place_of_its_own(reply, told):
    answer, defects = Source("1) Here a row is.\n2) It is full.\n"), Source("1.\nPoint: 1.\nRemark: Bad.\n")
    settings = Resolver(CommandLine(isolated=True)).for_file(Path("answer.md"))
    edit = "1.\nDefect: 1.\nPoint: 2.\nAction: delete\n\n"
    for text in (reply, edit + reply):
        found = revise(Review(answer, defects, Source(text, "reply.md"), (), settings)).findings
        assert any(told in one.violation.message for one in found), [one.violation.message for one in found]
