"""Whether parsing, masks, quotations and all rules stay linear on texts made to be slow.

    python benchmarks/linear.py [--size CHARACTERS] [--rules]

Prints for each family the CPU seconds at one size and at four times it, and their ratio (4 is linear).
Exits with 1 when a ratio is above 8.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.config import CommandLine, Resolver
from proselint_t.document import parse
from proselint_t.lint.linter import lint
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from proselint_t.rules.rule import ActiveRule

PIECES = [
    *("[", "*a ", "a `", "<a ", "&a", '"a ', "'a ", "« ", "(", "word. ", "[a](b) ", "**a** ", "_a", "\\"),
    *("http://", "a.", "a@b.", "a/", "**a** b\n", "1.1) a b c.\n", "> ", "- a\n", "![a](", "$a", "~~a "),
    *("`a`*`b`* ", "a\r\n", "<!-- ", "word word\n"),
    *("two ", "двух ", "you need ", "don't ", "e.g. ", "item ", "for example ", "«a» > ", "|a", "вы должны "),
]  # fmt: skip
WORST = 8.0


def seconds(text: str, rules: tuple[ActiveRule, ...]) -> float:
    started = time.process_time()
    document = parse(Source(text))
    for segment in document.segments:
        _ = segment.unquoted, segment.lines
    lint(document, rules)
    return time.process_time() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--rules", action="store_true", help="run the rules of the preset answer too")
    arguments = parser.parse_args()
    chosen = Resolver(CommandLine(isolated=True, preset="answer")).for_file(Path("a.md")).rules
    rules = chosen if arguments.rules else ()
    slow = 0
    for piece in PIECES:
        small = (piece * arguments.size)[: arguments.size]
        seconds(small[:1000], rules)
        one, four = seconds(small, rules), seconds((piece * arguments.size)[: arguments.size * 4], rules)
        ratio = four / max(one, 0.005)
        slow += ratio > WORST
        print(f"{piece!r:<16}{one:>8.3f}{four:>8.3f}{ratio:>7.1f}{' slow' if ratio > WORST else ''}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
