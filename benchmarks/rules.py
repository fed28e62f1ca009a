"""What one more rule costs: 20 to 300 rules of four words each over one folder of Markdown.

    python benchmarks/rules.py FOLDER [--rounds 3] [--plot FILE.svg]

The words are rare ones of the folder and words that nobody uses, so that some rules find something.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from pathlib import Path

from plot import draw_bars
from timing import OURS, compare, markdown_size, table

COUNTS = (20, 50, 100, 150, 300)
_RARE = 3
_WORD = re.compile(r"\b[a-z]{4,}\b")


def words_of(folder: Path) -> list[str]:
    """Words for rules, in an order that is always the same."""
    counted: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.md")):
        counted.update(_WORD.findall(path.read_text(encoding="utf-8", errors="replace")))
    rare = sorted(word for word, count in counted.items() if count <= _RARE)
    random.Random(1).shuffle(rare)  # noqa: S311 - the same words each time
    return [*rare, *(f"{word}ish" for word in rare)]


def write_rules(words: list[str], count: int, styles: Path) -> None:
    """The style `many` with so many rules."""
    folder = styles / "many"
    folder.mkdir(parents=True)
    for index in range(count):
        tokens = "".join(f"  - {word}\n" for word in words[index * 4 : index * 4 + 4])
        text = f"extends: existence\nmessage: Leave out «%s».\nignorecase: true\ntokens:\n{tokens}"
        (folder / f"rule-{index}.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plot", type=Path)
    arguments = parser.parse_args()
    words = words_of(arguments.folder)
    commands = {}
    with tempfile.TemporaryDirectory() as name:
        for count in COUNTS:
            styles = Path(name) / str(count)
            write_rules(words, count, styles)
            config = Path(name) / f"{count}.yaml"
            config.write_text(f"preset: docs\nselect: [many]\nstyles: ['{styles}']\n", encoding="utf-8")
            flags = ["--config", str(config), "--no-cache", "--quiet", "--exit-zero"]
            commands[f"{count} rules"] = [*OURS, "check", *flags, "."]
        costs = compare(commands, arguments.folder, arguments.rounds)
    size = markdown_size(arguments.folder)
    print(table(f"{arguments.folder.name}, {size:.2f} MB", costs, size, f"{COUNTS[0]} rules"))
    seconds = {f"ours, {name}": cost.median for name, cost in costs.items()}
    draw_bars(arguments.plot, f"{size:.1f} MB of Markdown, seconds of CPU", seconds)


if __name__ == "__main__":
    main()
