"""What a keystroke costs in the editor: CPU milliseconds of the check, by size and shape of the document.

    python benchmarks/keystroke.py [--lines 5000] [--keys 200]

Each key is typed at a random place and deleted again; both count. Measured is the way from a text to its
violations.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from proselint_t.config import CommandLine, Resolver
from proselint_t.incremental import Session
from proselint_t.source import Source

ENGLISH = [
    "the",
    "quick",
    "server",
    "reads",
    "every",
    "page",
    "and",
    "writes",
    "a",
    "report",
    "about",
    "users",
    "who",
    "open",
    "files",
    "while",
    "the",
    "client",
    "waits",
    "for",
    "the",
    "results",
    "of",
    "their",
    "work",
]
RUSSIAN = [
    "сервер",
    "читает",
    "каждую",
    "страницу",
    "и",
    "пишет",
    "отчёт",
    "о",
    "пользователях",
    "которые",
    "открывают",
    "файлы",
    "пока",
    "клиент",
    "ждёт",
    "результатов",
    "своей",
    "работы",
]
KEYS = [*"eeeetaoinshrdlu", *"оеаинт", *"     ", *"..,,:;", "\n", "`", "*", "1", ")", "«"]


def sentence(chance: random.Random) -> str:
    words = chance.choices(RUSSIAN if chance.random() < 0.3 else ENGLISH, k=chance.randint(8, 16))
    if chance.random() < 0.1:
        words[3] = f"`{words[3]}`"
    if chance.random() < 0.03:
        words[5] = "site"
    return " ".join(words).capitalize() + "."


def answer(lines: int, chance: random.Random) -> str:
    """The house format: numbered points, a line a paragraph, no blank lines."""
    found: list[str] = []
    point = 0
    while len(found) < lines:
        point += 1
        found.append(f"{point}) {sentence(chance)}")
        for part in range(1, chance.randint(3, 8)):
            found.append(f"{point}.{part}) {sentence(chance)}")
            found += [sentence(chance) for _ in range(chance.randint(0, 3))]
    return "\n".join(found[:lines]) + "\n"


def one_paragraph(lines: int, chance: random.Random) -> str:
    """The worst case: one paragraph of CommonMark, a point a line."""
    return "".join(f"1.{number}) {sentence(chance)}\n" for number in range(1, lines + 1))


def documentation(lines: int, chance: random.Random) -> str:
    found: list[str] = []
    while len(found) < lines:
        found += [f"## {sentence(chance)[:30]}", ""]
        for _ in range(4):
            found += [*(sentence(chance) for _ in range(chance.randint(1, 5))), ""]
        found += [*(f"- {sentence(chance)}" for _ in range(4)), "", "```python", "x = 1", "```", ""]
    return "\n".join(found[:lines]) + "\n"


def typed(session: Session, text: str, keys: int, chance: random.Random) -> list[float]:
    """Milliseconds of CPU for each key."""
    session.check(Source(text))
    costs = []
    for _ in range(keys // 2):
        at = chance.randrange(len(text))
        for version in (text[:at] + chance.choice(KEYS) + text[at:], text):
            start = time.process_time()
            session.check(Source(version))
            costs.append((time.process_time() - start) * 1000)
    return sorted(costs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lines", type=int, nargs="*", default=[280, 1400, 5000])
    parser.add_argument("--keys", type=int, default=200)
    arguments = parser.parse_args()
    print(f"{'document':<15}{'lines':>7}{'KB':>7}{'median ms':>11}{'p95 ms':>9}{'max ms':>9}")
    for make, preset in ((answer, "answer"), (one_paragraph, "answer"), (documentation, "docs")):
        settings = Resolver(CommandLine(preset=preset, isolated=True)).for_file(Path("document.md"))
        for lines in arguments.lines:
            chance = random.Random(1)  # noqa: S311 - the same documents in every run
            text = make(lines, chance)
            costs = typed(Session(settings), text, arguments.keys, chance)
            row = (costs[len(costs) // 2], costs[int(len(costs) * 0.95)], costs[-1])
            size = len(text.encode()) / 1000
            print(f"{make.__name__:<15}{lines:>7}{size:>7.0f}{row[0]:>11.1f}{row[1]:>9.1f}{row[2]:>9.1f}")


if __name__ == "__main__":
    main()
