"""Whether reviews and bundles cost in proportion to what is in them, where that is as dense as it can be.

    python benchmarks/growth.py [--entries N] [CASE …]

Prints the seconds of the processor at N entries, at twice and four times as many. CASE begins a name.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from timing import OURS, spent

WORDS = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "mu", "nu")
REVIEW = "edits {} --isolated --answer a.md --defects d.md"
Case = tuple[str, dict[str, Callable[[int], str]]]
"""The words of a command, and the files that it reads, by the number of their entries."""


def _sentence(at: int) -> str:
    first, second, third = (WORDS[number % len(WORDS)] for number in (at, at // len(WORDS), at * 7))
    return f"The {first} of {second} number {at} is {third} and long."


def _each(entry: Callable[[int], str]) -> Callable[[int], str]:
    return lambda entries: "".join(map(entry, range(entries)))


def _reply(entries: int) -> str:
    edits = (
        {"defect": at + 1, "old": _sentence(at), "new": _sentence(at)[:-5] + "short."}
        for at in range(entries)
    )
    return json.dumps({"edits": [*edits]})


ANSWER = _each(lambda at: f"{at + 1}) {_sentence(at)}\n")
DEFECTS = _each(lambda at: f"Defect {at + 1}\nPoint: {at + 1}\nQuote: {_sentence(at)[:40]}\nRemark: no.\n\n")
LOST = _each(
    lambda at: f"Defect {at + 1}\nPoint: {at + 1}\nQuote: such a thing {at} stands nowhere\nRemark: no.\n\n"
)
EDITS = _each(lambda at: f"Defect: {at + 1}\nOld: {_sentence(at)}\nNew: {_sentence(at)[:-5]}short.\n\n")
NOTATION = {".proselint-t.yaml": lambda _: "preset: notation\n"}
SYMBOLS = _each(lambda at: f"# {2 * at + 1}.\n`S{at}⁎` ≔ (a plan of §{2 * at + 1})\n\nSee `S{at // 2}⁎`.\n\n")
SCOPES = _each(lambda at: f"# {at + 1}.\n`R⁎`[§{max(1, at)}-§{at + 1}] ≔ (a report)\n\nRead `R⁎`.\n\n")
TWINS = _each(lambda at: f"# 1.\nSee §1 and §{at}.\n\n")
CASES: dict[str, Case] = {
    "map, points alike": ("map --isolated a.md d.md", {"a.md": ANSWER, "d.md": DEFECTS}),
    "map, lost quotes": ("map --isolated a.md d.md", {"a.md": ANSWER, "d.md": LOST}),
    "pair": ("pair a.md b.md", {"a.md": ANSWER, "b.md": _each(lambda at: f"{at + 1}) Число {at}.\n")}),
    **{
        f"edits {verb}": (f"{REVIEW.format(verb)} r.md", {"a.md": ANSWER, "d.md": DEFECTS, "r.md": EDITS})
        for verb in ("check", "apply")
    },
    **{
        f"edits {verb}, JSON": (
            f"{REVIEW.format(verb)} r.json",
            {"a.md": ANSWER, "d.md": DEFECTS, "r.json": _reply},
        )
        for verb in ("check", "apply")
    },
    "bundle check": ("bundle check .", {**NOTATION, "O.md": SYMBOLS}),
    "bundle check, scopes": ("bundle check .", {**NOTATION, "O.md": SCOPES}),
    "bundle renumber": ("bundle renumber --unsafe-fixes .", {**NOTATION, "O.md": SYMBOLS}),
    "bundle renumber, twins": ("bundle renumber --unsafe-fixes .", {**NOTATION, "O.md": TWINS}),
    "bundle renumber --diff": ("bundle renumber --diff .", {**NOTATION, "O.md": SYMBOLS}),
}


def seconds(case: Case, entries: int) -> float:
    """Seconds of the processor that a command takes on so many entries."""
    words, files = case
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text(entries), encoding="utf-8")
        return spent([*OURS, *words.split()], Path(folder)).seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--entries", type=int, default=1000)
    arguments = parser.parse_args()
    for name, case in CASES.items():
        if name.startswith(tuple(arguments.cases) or ""):
            found = [seconds(case, arguments.entries * times) for times in (1, 2, 4)]
            print(f"{name:<26}", *(f"{one:8.2f}" for one in found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
