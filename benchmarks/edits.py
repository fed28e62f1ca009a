"""What edits cost: CPU seconds for many edits on a large answer, from texts to the new text.

    python benchmarks/edits.py [--limit SECONDS]

The answer is made of drawn sentences. The edits are a fixed blend of all actions: most anchors as they stand
in their point, others with other typography or a gap, some edits of whole points, new texts with a quotation
or of 2 lines. With ``--limit`` the exit code is 1 when the largest case needs more, or when doubling the
input costs far more than twice.
"""

from __future__ import annotations

import random
import sys
from functools import partial
from pathlib import Path
from time import process_time

from mapping import answer, measured, sentence

from proselint_t.config import CommandLine, FileSettings, Resolver
from proselint_t.replies.revision import Review, revise
from proselint_t.text.source import Source

EDITS = 1000


def edit(number: int, point: str, lines: list[str], draw: random.Random) -> str:
    """One edit of a line of a point, or of the whole point."""
    kind = number % 10
    line = lines[number % len(lines)]
    words = line.split()
    old = {
        7: line.replace(" ", "  ", 2),
        8: f"{' '.join(words[:3])} [...] {' '.join(words[-3:])}",
        9: "",
    }.get(kind, line)
    action = (
        ("replace", "insert-after", "insert-before", "delete")[number // 2 % 4] if kind < 9 else "replace"
    )
    new = [f"The {sentence(draw).lower()}" for _ in range(1 + (kind == 6))]
    if kind == 5:
        new[0] = f"{new[0].removesuffix('.')}: «{lines[-1].removesuffix('.')}»."
    fields = [f"{number}.", f"Defect: {number}.", f"Point: {point}.", f"Action: {action}"]
    fields += [f"Old: «{old}»"] if old else []
    fields += ["New:", *new] if action != "delete" else []
    return "\n".join(fields) + "\n"


def documents(size: int, count: int) -> tuple[str, str, str]:
    """An answer, and a list of defects with the reply to it."""
    draw = random.Random(1)  # noqa: S311 - a benchmark wants the same text every time
    text, sentences = answer(size, draw)
    points: dict[str, list[str]] = {}
    for point, line in sentences:
        points.setdefault(point, []).append(line)
    children = [point for point in points if "." in point]
    chosen = list(enumerate(draw.sample(children, count), start=1))
    defects = [f"{number}.\nPoint: {point}.\nRemark: Say more.\n" for number, point in chosen]
    edits = [edit(number, point, points[point], draw) for number, point in chosen]
    return text, "\n".join(defects), "\n".join(edits)


def cost(settings: FileSettings, size: int, count: int) -> float:
    text, defects, reply = documents(size, count)
    review = Review(Source(text, "answer.md"), Source(defects, "defects.md"), Source(reply), (), settings)
    start = process_time()
    revision = revise(review)
    spent = process_time() - start
    if revision.result is None or len(revision.applied) != count:
        problems = [*revision.problems, *(one.violation.message for one in revision.findings)]
        raise SystemExit(f"{count} edits went in, {len(revision.applied)} came out: {problems[:3]}")
    return spent


def main() -> int:
    settings = Resolver(CommandLine(isolated=True, preset="answer")).for_file(Path("answer.md"))
    return measured(__doc__, "edits", EDITS, partial(cost, settings))


if __name__ == "__main__":
    sys.exit(main())
