"""Looks for shapes of documents that cost more than their length.

    python -m fuzz.shapes [--seconds N] [--seed N] [--fix]

A shape is a few pieces of text drawn by chance (`fuzz.texts`), some of them many times over. It is
checked, or fixed, at 4,000, 16,000 and 64,000 characters. Printed are the shapes whose seconds of the
processor grow more than fivefold both times, and those that raise what is no error of the user's. Exits
with 1 where one is.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import proselint_t
from fuzz.texts import PIECES

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTHS = (4_000, 16_000, 64_000)
PRESETS = ("answer", "docs", "recommended")
GROWTH = 5
LEAST = (0.02, 0.3)
"""Seconds below which a shortest and a longer text are too quick to tell."""


class Shape(NamedTuple):
    """Pieces: one at each end and between, and two that are repeated, each over half of the text."""

    head: str
    first: str
    middle: str
    second: str
    end: str

    @classmethod
    def drawn(cls, chance: random.Random) -> Shape:
        def pieces(most: int, least: int = 0) -> str:
            return "".join(chance.choices(PIECES, k=chance.randint(least, most)))

        return cls(pieces(3), pieces(4, 1), pieces(2), pieces(4) if chance.random() < 0.5 else "", pieces(3))

    def text(self, length: int) -> str:
        half = length // (2 if self.second else 1)
        second = self.second * (half // len(self.second)) if self.second else ""
        return "".join((self.head, self.first * (half // len(self.first)), self.middle, second, self.end))


def grows(shape: Shape, run: Callable[[str], object]) -> list[float] | None:
    """The seconds at each length where they grow too fast."""
    seconds: list[float] = []
    for length in LENGTHS:
        text = shape.text(length)
        began = time.process_time()
        run(text)
        seconds.append(time.process_time() - began)
        number = len(seconds) - 1
        if number < len(LEAST) and seconds[-1] < LEAST[number]:
            return None
        if number and seconds[-1] < GROWTH * seconds[-2]:
            return None
    return seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="of the processor")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fix", action="store_true")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    asked = proselint_t.fix if arguments.fix else proselint_t.check
    asked("A page. It is new.", preset="answer")  # what is loaded once
    shapes = found = 0
    end = time.process_time() + arguments.seconds
    while time.process_time() < end:
        shape, preset = Shape.drawn(chance), chance.choice(PRESETS)
        shapes += 1
        try:
            told: object = grows(shape, partial(asked, preset=preset))
        except proselint_t.ProselintError:
            continue
        except Exception as error:
            told = repr(error)[:200]
        if told is not None:
            found += 1
            print(preset, told, *map(ascii, shape), flush=True)
    print(f"{shapes} shapes, {found} of them cost more than their length")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
