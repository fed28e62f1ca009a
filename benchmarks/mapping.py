"""What mapping costs: CPU seconds for many defects on a large answer, and how the cost grows with each.

    python benchmarks/mapping.py [--limit SECONDS]

The answer is made of drawn sentences. The defects are a fixed blend: most quotes as they stand in their
point, others with other typography, with a gap, in a wrong point, with a changed word, or made up. With
``--limit`` the exit code is 1 when the largest case needs more, or when doubling the input costs far more
than twice.
"""

from __future__ import annotations

import argparse
import random
import sys
from time import process_time
from typing import TYPE_CHECKING

from proselint_t.defects.mapping import map_defects
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWER_SIZE = 1_000_000
DEFECTS = 10_000
TOLERATED_GROWTH = 2.6
WORDS = [
    *(
        "the",
        "a",
        "server",
        "client",
        "request",
        "answer",
        "queue",
        "worker",
        "table",
        "index",
        "cache",
        "page",
    ),
    *(
        "form",
        "field",
        "value",
        "number",
        "name",
        "list",
        "order",
        "user",
        "account",
        "token",
        "body",
        "stream",
    ),
    *(
        "file",
        "folder",
        "path",
        "backup",
        "release",
        "build",
        "test",
        "check",
        "rule",
        "place",
        "part",
        "whole",
    ),
    *(
        "slow",
        "quick",
        "large",
        "small",
        "common",
        "local",
        "remote",
        "open",
        "closed",
        "new",
        "old",
        "empty",
    ),
    *("reads", "writes", "keeps", "sends", "takes", "gives", "shows", "hides", "starts", "stops", "moves"),
    *("from", "into", "over", "under", "after", "before", "during", "while", "because", "when", "unless"),
    *("often", "rarely", "always", "again", "more", "less", "without", "not", "every", "each", "any", "many"),
]


def sentence(draw: random.Random) -> str:
    words = draw.sample(WORDS, draw.randint(8, 22))  # no word twice in a row: that would be a fault
    words[draw.randrange(len(words))] = f"{draw.choice(WORDS)}{draw.randrange(10_000)}"
    return " ".join(words).capitalize() + "."


def answer(size: int, draw: random.Random) -> tuple[str, list[tuple[str, str]]]:
    """A text of about ``size`` characters, and its sentences with the numbers of their points."""
    parts, sentences, length, top = [], [], 0, 0
    while length < size:
        top += 1
        for child in range(7):
            number = f"{top}.{child}" if child else str(top)
            lines = [sentence(draw) for _ in range(4)]
            sentences += [(number, line) for line in lines]
            parts.append(f"{number}) " + "\n".join(lines) + "\n")
            length += len(parts[-1])
    return "".join(parts), sentences


def quote_of(line: str, kind: int, draw: random.Random) -> str:
    words = line.split()
    if kind == 6:
        return "  ".join(words[:8])
    if kind == 7:
        return f"{' '.join(words[:3])} [...] {' '.join(words[-3:])}"
    if kind == 9:
        words[len(words) // 2] = draw.choice(WORDS)
    return " ".join(words)


def defects(count: int, sentences: list[tuple[str, str]], draw: random.Random) -> str:
    """A list in the labelled form."""
    records = []
    for number in range(1, count + 1):
        point, line = draw.choice(sentences)
        kind = number % 12
        if kind == 8:
            point, _ = draw.choice(sentences)
        if kind == 10:
            line = sentence(draw)
        stated = f"Point: {point}.\n" if kind != 11 else ""
        records.append(f"{number}.\n{stated}Quote: «{quote_of(line, kind, draw)}»\nRemark: As defect 1.\n")
    return "\n".join(records)


def cost(size: int, count: int) -> float:
    draw = random.Random(1)  # noqa: S311 - a benchmark wants the same text every time
    text, sentences = answer(size, draw)
    reported = defects(count, sentences, draw)
    start = process_time()
    mapping = map_defects(Source(text, "answer.md"), Source(reported, "defects.md"))
    spent = process_time() - start
    if len(mapping.defects) != count:
        raise SystemExit(f"{count} defects went in, {len(mapping.defects)} came out")
    return spent


def measured(about: str | None, noun: str, most: int, cost: Callable[[int, int], float]) -> int:
    """Print what growing inputs cost; the exit code. ``cost`` takes characters and how many of ``noun``."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--limit", type=float, help="CPU seconds that the largest case may take")
    limit = parser.parse_args().limit
    cost(ANSWER_SIZE // 50, most // 50)  # what is loaded once
    spent = {}
    for size, count in ((1, 1), (1, 2), (2, 1), (2, 2), (4, 4)):
        characters, number = ANSWER_SIZE * size // 4, most * count // 4
        spent[size, count] = cost(characters, number)
        print(f"{number:6} {noun} on {characters:9,} characters: {spent[size, count]:5.2f} s")
    growth = max(spent[2, 2] / spent[1, 1], spent[4, 4] / spent[2, 2])
    print(f"growth when both double: {growth:.2f}")
    return int(limit is not None and (spent[4, 4] > limit or growth > TOLERATED_GROWTH))


if __name__ == "__main__":
    sys.exit(measured(__doc__, "defects", DEFECTS, cost))
