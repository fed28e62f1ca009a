"""How sure `review.restating` is, and what it costs.

    python benchmarks/restating.py [--limit SECONDS]

First the labelled pairs of the tests, those written with the rule in view and those written without:
precision and recall if a sentence were told again as soon as a share of its words stands in the other one in
order, and those of the rule. Then the CPU seconds of 1,000 edits on an answer of 1 MB, a third of them
restatements. With ``--limit`` the exit code is 1 when these need more.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, TypeAlias

import yaml
from mapping import ANSWER_SIZE, answer
from rapidfuzz.distance import LCSseq

from proselint_t.defects.answer import read_answer
from proselint_t.document import parse
from proselint_t.replies.judging.restating import Restating
from proselint_t.replies.judging.statements import statement_of
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

Pairs: TypeAlias = "list[list[str]]"
PAIRS = Path(__file__).parents[1] / "tests" / "replies"
SHARES = (0.7, 0.8, 0.9, 1.0)
EDITS = 1000


def share(said: str, text: str) -> float:
    """The share of the words of a text that stand in what was said, in order."""
    ours, theirs = (list(map(min, statement_of(one, one).words)) for one in (text, said))
    return LCSseq.similarity(ours, theirs) / max(len(ours), 1)


def is_found(said: str, text: str) -> bool:
    """Whether the rule finds a text in an answer that says something, or in the question of its point."""
    known = f"1) «{said}»\n1.1) It is so." if said.endswith("?") else f"1) {said}"
    restating = Restating(read_answer(Source(known, "answer.md")), ())
    return any(restating.faults(parse(Source(text))))


def row(name: str, same: Pairs, other: Pairs, holds: Callable[[str, str], bool]) -> str:
    hits, false = (sum(holds(*pair) for pair in pairs) for pairs in (same, other))
    return f"{name:24} {hits / max(hits + false, 1):9.3f} {hits / len(same):7.3f} {false:6}"


def accuracy() -> None:
    for file in ("restating", "restating-blind", "restating-replies"):
        pairs = yaml.safe_load((PAIRS / f"{file}.yaml").read_text(encoding="utf-8"))
        for language in pairs["same"]:
            same, other = pairs["same"][language], pairs["other"][language]
            print(f"{f'{file} {language} {len(same)} + {len(other)}':24} precision  recall  false")
            for least in SHARES:
                name = f"words in order ≥ {least}"
                print(row(name, same, other, lambda said, text: share(said, text) >= least))  # noqa: B023
            print(row("the rule", same, other, is_found))


def cost() -> float:
    draw = random.Random(1)  # noqa: S311 - a benchmark wants the same text every time
    text, sentences = answer(ANSWER_SIZE, draw)
    said = [line for _, line in draw.choices(sentences, k=EDITS)]
    edits = [line if number % 3 == 0 else _changed(line, draw) for number, line in enumerate(said)]
    documents = [parse(Source(f"{line}\n{_changed(line, draw)}")) for line in edits]
    known = read_answer(Source(text, "answer.md"))
    start = process_time()
    restating = Restating(known, ())
    found = sum(len(list(restating.faults(document))) for document in documents)
    spent = process_time() - start
    print(f"{EDITS} edits on {len(text):,} characters: {spent:.2f} s, {found} restatements")
    return spent


def _changed(line: str, draw: random.Random) -> str:
    """The sentence with another word in its midst."""
    parts = line.split()
    parts[len(parts) // 2] = f"word{draw.randrange(1000)}"
    return " ".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, help="CPU seconds that the edits may take")
    limit = parser.parse_args().limit
    accuracy()
    spent = cost()
    return int(limit is not None and spent > limit)


if __name__ == "__main__":
    sys.exit(main())
