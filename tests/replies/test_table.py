"""The table of `docs/review.md`: each line of a task for a reviewer, with what holds it, as it is told there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proselint_t.config import CommandLine, Resolver
from proselint_t.replies.revision import Review, revise
from proselint_t.text.source import Source
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
TABLE = TEXT.partition("## Rules for a reply, line by line")[2].partition("\n## ")[0]
ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in TABLE.splitlines()
    if line.startswith("| ") and "asked for" not in line
]
CODE = re.compile(r"``(?P<double>.+?)``(?!`)|`(?P<single>[^`]+)`")
POINTS = [
    "6.1",
    "6.2",
    "6.3",
    "6.4",
    "6.5",
    "6.6",
    "6.7",
    "6.7.1",
    "6.8",
    "6.9",
    "6.10",
    "6.11",
    "6.12",
    "6.13",
]
POINTS += ["6.14", "6.15", "6.16", "7.1", "7.2", "7.3.1", "7.3.2", "7.3.3", "7.4"]

ENGLISH = """1) «How does the export work? It is slow every night.»
1.1) The export builds each page once a day.
The rows are kept in a local table.
1.2) The queue holds 500 jobs at most.
2) The report is saved with `save`.
"""
RUSSIAN = """1) «Как работает экспорт? Он медленный.»
1.1) Экспорт строит каждую страницу 1 раз в день.
Строки хранятся в локальной таблице.
1.2) Очередь вмещает не больше 500 заданий.
2) Отчёт сохраняется командой `save`.
"""
DEFECTS = "1.\nPoint: 1.2.\nRemark: Is it so?\n\n2.\nPoint: 2.\nRemark: Is it so?\n"
EDIT = "1.\nDefect: 1.\nPoint: 1.2.\nAction: insert-after\nNew:\n{}\n"
SECOND = "\n2.\nDefect: 2.\nPoint: 2.\nAction: insert-after\nNew:\nIt is kept for a year.\n"
ONE = EDIT.format("A job waits for 5 minutes.")
STRUCTURE = {
    ("6.1", "review.language"): (f"Here is the list of the edits.\n\n{ONE}", f"Вот список правок.\n\n{ONE}"),
    ("6.11", "review.whole-answer"): ("The export is slow, and it will be faster.\n", ONE),
    ("6.12", "review.outside-list"): (f"Вот правки:\n\n{ONE}", ONE),
    ("6.13", "review.numbering"): (ONE + SECOND.replace("\n2.\n", "\n3.\n", 1), ONE + SECOND),
    ("6.14", "review.outside-list"): (
        ONE + "\nIt is then repeated.\n",
        ONE.rstrip() + "\nIt is then repeated.\n",
    ),
}
"""What no text of an edit can show: a reply that is caught, and one that is not."""


def rules(reply: str, *, answer: str = ENGLISH, ignore: tuple[str, ...] = ()) -> set[str]:
    given = CommandLine(isolated=True, preset="answer", ignore=ignore)
    settings = Resolver(given).for_file(Path("answer.md"))
    documents = (Source(text, f"{at}.md") for at, text in enumerate((answer, DEFECTS, reply)))
    return {one.violation.rule for one in revise(Review(*documents, (), settings)).findings}


def examples(cell: str) -> list[str]:
    return [(match["double"] or match["single"]).strip() for match in CODE.finditer(cell)]


def of_text(text: str) -> set[str]:
    is_russian = len(re.findall("[а-яё]", text)) > 4 and not text.startswith("A full")
    return rules(EDIT.format(text), answer=RUSSIAN if is_russian else ENGLISH)


def test_every_line_of_the_task_is_there():
    assert list(dict.fromkeys(row[0] for row in ROWS)) == POINTS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_line_holds_what_it_says(row):
    point, _, rule, caught, quiet = row
    if rule == "–":
        assert caught
        assert not quiet
        return
    rule = rule.strip("`")
    if not examples(caught):
        wrong, right = STRUCTURE[point, rule]
        ignore = ("review.outside-list",) if rule == "review.language" else ()  # whoever allows such words
        assert rule in rules(wrong, ignore=ignore)
        assert rule not in rules(right, ignore=ignore)
        return
    assert [text for text in examples(caught) if rule not in of_text(text)] == []
    assert [text for text in examples(quiet) if rule in of_text(text)] == []
    assert examples(quiet)


def test_words_of_a_reply_without_edits_have_any_language():
    reply = "Here is the list of the edits.\n"
    assert "review.language" not in rules(reply, ignore=("review.outside-list",))
    assert "review.language" in rules(reply + ONE, ignore=("review.outside-list",))
