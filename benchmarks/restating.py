"""How sure `review.restating` is, and what it costs.

    python benchmarks/restating.py [--limit SECONDS]

First the labelled pairs of the tests: precision and recall if two sentences were one as soon as they share a
part of their words (Dice), and those of the close reading that the rule does. Then the CPU seconds of 1,000
edits on an answer of 1 MB, a third of them restatements. With ``--limit`` the exit code is 1 when these need
more.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import yaml
from mapping import ANSWER_SIZE, answer

from proselint_t.defects.answer import read_answer
from proselint_t.document import parse
from proselint_t.replies.wording.restating import Restating
from proselint_t.replies.wording.restating.alike import say_the_same
from proselint_t.replies.wording.restating.propositions import proposition_of
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.replies.wording.restating.terms import Proposition, Term

T = TypeVar("T")
Pairs: TypeAlias = "list[list[str]]"
PAIRS = Path(__file__).parents[1] / "tests" / "replies" / "restating.yaml"
THRESHOLDS = (0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
EDITS = 1000


def words(one: Proposition, other: Proposition) -> float:
    """The share of words, whatever stands in front of them and in whatever order."""
    return _dice(Counter(map(_lemma, one.terms)), Counter(map(_lemma, other.terms)))


def terms(one: Proposition, other: Proposition) -> float:
    """The same with prepositions, negations and modal verbs."""
    ours, theirs = (Counter((_lemma(term), term.markers) for term in side.terms) for side in (one, other))
    return _dice(ours, theirs)


def _lemma(term: Term) -> str:
    return min(term.readings)[0]


def _dice(one: Counter[T], other: Counter[T]) -> float:
    return 2 * (one & other).total() / max((one.total() + other.total()), 1)


def row(name: str, same: Pairs, other: Pairs, holds: Callable[[Proposition, Proposition], bool]) -> str:
    hits, false = (
        sum(holds(*(proposition_of(text, text) for text in pair)) for pair in pairs)
        for pairs in (same, other)
    )
    return f"{name:24} {hits / max(hits + false, 1):9.3f} {hits / len(same):7.3f} {false:6}"


def accuracy() -> None:
    pairs = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))
    for language in pairs["same"]:
        same, other = pairs["same"][language], pairs["other"][language]
        print(f"{language}: {len(same)} + {len(other):<18} precision  recall  false")
        for measure in (words, terms):
            for threshold in THRESHOLDS:
                name = f"{measure.__name__} ≥ {threshold}"
                print(row(name, same, other, lambda one, two: measure(one, two) >= threshold))  # noqa: B023
        print(row("read closely", same, other, say_the_same))


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
