"""Two languages of one answer: what only one of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proselint_t import Source
from proselint_t.defects.pairs import differences
from tests.end_to_end.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path

RUSSIAN = "1) Кэш\n1.1) Он хранит 1 500 страниц, см. `cache.get`.\n2) Очередь: https://example.com/queue.\n"
ENGLISH = (
    "1) The cache\n1.1) It keeps 1,500 pages, see `cache.get`.\n2) The queue: https://example.com/queue\n"
)


def test_translated_code_is_no_difference() -> None:
    russian = "1) Поле `статус` и `очередь`.\n2) `cache.get`\n```\n# пуск\nrun\n```\n3) `сумма` и `a`.\n"
    english = "1) The field `state` and `queue`.\n2) `cache.put`\n```\n# start\nrun\n```\n3) `b`.\n"
    found = differences(Source(russian), Source(english))
    told = [(one.point, one.text) for one in found]
    assert told == [("2", "cache.get"), ("3", "a"), ("2", "cache.put")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("1,500", "1,600", [("1.1", "number", "1500"), ("1.1", "number", "1600")]),
        ("cache.get", "cache.put", [("1.1", "code", "cache.get"), ("1.1", "code", "cache.put")]),
        ("/queue", "/queues", [("2", "address", f"https://example.com/queue{s}") for s in ("", "s")]),
        ("It keeps", "It keeps the 2 kinds of", []),
        ("1.1)", "*)", [("1.1", "point", "1.1)")]),
        ("2) The", "2) The second\n2.1) The", [("2.1", "point", "2.1)")]),
        ("/queue\n", "/queue\n---\nI have 300 projects: https://example.com/me\n", []),
        ("/queue\n", "/queue\n---\n3) It waits 300 ms.\n", [("3", "point", "3)"), ("3", "number", "300")]),
    ],
)
def test_only_what_one_has_is_told(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    other = Source(ENGLISH.replace(old, new) if old else ENGLISH)
    found = differences(Source(RUSSIAN), other)
    assert [(one.point, one.what, one.text) for one in found] == expected


def test_a_value_in_code_of_one_is_there() -> None:
    one = Source("1) От 10.0.0.1 до 1024-65535.\n2) См. https://example.com/a и `b`.\n")
    other = Source("1) From `10.0.0.1` to `1024-65535`.\n2) See `https://example.com/a` and `b`.\n")
    assert [(one.what, one.text) for one in differences(one, other)] == [
        ("code", "10.0.0.1"),
        ("code", "1024-65535"),
    ]


def test_a_group_is_a_point_of_both() -> None:
    one, other = Source(f"I. «Как?»\n{RUSSIAN}"), Source(f"I. «How?»\n{ENGLISH}")
    assert not list(differences(one, other))


POINTS = [
    ("Он хранит 48 таблиц.", "It holds 48 tables."),
    ("`copy` его.", "`copy` it."),
    ("Он свободен.", "It is free."),
    ("Он стар.\nОн ждёт.", "It is old.\nIt waits."),
]


@pytest.mark.parametrize("missing", range(1, 5))
def test_a_point_in_the_middle_is_named_by_what_the_points_say(missing: int) -> None:
    one = Source("1) А\n" + "".join(f"1.{at}) {text}\n" for at, (text, _) in enumerate(POINTS, 1)))
    left = [text for at, (_, text) in enumerate(POINTS, 1) if at != missing]
    other = Source("1) A\n" + "".join(f"1.{at}) {text}\n" for at, text in enumerate(left, 1)))
    for pair in ((one, other), (other, one)):
        assert [found.point for found in differences(*pair) if found.what == "point"] == [f"1.{missing}"]


def test_children_of_a_point_that_is_missing_are_missing_too() -> None:
    one = Source("1) Он стар.\n1.1) В нём 9 таблиц.\n2) Он ждёт.\n2.1) В нём 7 таблиц.\n")
    other = Source("1) It waits.\n1.1) It holds 7 tables.\n")
    assert [found.point for found in differences(one, other) if found.what == "point"] == ["1", "1.1"]


def test_one_of_the_two_may_be_standard_input(tmp_path: Path) -> None:
    (tmp_path / "RU.md").write_text(RUSSIAN, encoding="utf-8")
    assert run("pair", "RU.md", "-", cwd=tmp_path, stdin=ENGLISH.encode()).code == 0
    assert "one of the documents only" in run("pair", "-", "-", cwd=tmp_path).err


def test_the_command_names_both_places(tmp_path: Path) -> None:
    (tmp_path / "RU.md").write_text(RUSSIAN, encoding="utf-8")
    (tmp_path / "EN.md").write_text(ENGLISH.replace("1,500", "1,600"), encoding="utf-8")
    result = run("pair", "RU.md", "EN.md", cwd=tmp_path)
    assert result.code == 1
    assert result.out.splitlines() == [
        "RU.md:2:16: number «1500» in point 1.1: not in EN.md",
        "EN.md:2:15: number «1600» in point 1.1: not in RU.md",
    ]
    same = run("pair", "RU.md", "RU.md", cwd=tmp_path)
    assert (same.code, same.out, same.err) == (0, "", "No points, numbers, code or addresses differ.\n")
    (tmp_path / "empty.md").write_text("\n", encoding="utf-8")
    assert "note: empty.md: no text here" in run("pair", "RU.md", "empty.md", cwd=tmp_path).err


def test_many_differences_of_a_kind_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "RU.md").write_text(
        "1) Кэш.\n" + "".join(f"1.{n}) Он есть.\n" for n in range(1, 9)), encoding="utf-8"
    )
    (tmp_path / "EN.md").write_text("1) The cache.\n1.1) It is there for 15 ms.\n", encoding="utf-8")
    done = run("pair", "RU.md", "EN.md", cwd=tmp_path)
    assert done.out.splitlines() == [
        "RU.md:3:1: 7 points: «1.2)», «1.3)», «1.4)», «1.5)», «1.6)», «1.7)» …: not in EN.md",
        "EN.md:2:22: number «15» in point 1.1: not in RU.md",
    ]
