"""Accuracy and speed of the sentence splitter on labelled paragraphs.

    python benchmarks/sentences.py FILE.jsonl …   [--floors] [--errors]

Each line: ``text``, ``boundaries`` (exclusive ends, code points), optionally ``ignore``. Scored are the
candidate boundaries: places behind ``. ! ? …`` and what closes there. Emoji behind a sentence may be
counted to it or not: both stand for the same place.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from pathlib import Path

from proselint_t.document.sentences import pipeline, sentence_ends

CANDIDATE = re.compile(r"[.!?…‽][.!?…‽'\"’”»“)\]}*_]*(?=\s|$)")
FLOORS = {"en-dev": 98.8, "ru-dev": 98.9, "md-en-dev": 99.9, "md-ru-dev": 99.9}


def core(text: str, end: int) -> int:
    """Where the final mark and what closes behind it end, without emoji and footnote marks."""
    while end and not (text[end - 1].isalnum() or text[end - 1] in ".!?…‽'\"’”»“)]}*_"):
        end -= 1
    return end


def measure(path: Path, *, errors: bool) -> tuple[int, int, int, float]:
    """True and false positives, misses, million characters per CPU second."""
    hits = false = missed = size = 0
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pipeline()("Warm up. And go.")
    started = time.process_time()
    answers = [sentence_ends(line["text"]) for line in lines]
    seconds = time.process_time() - started
    for line, answer in zip(lines, answers, strict=True):
        text = line["text"]
        size += len(text)
        places = (
            {match.end() for match in CANDIDATE.finditer(text)} - {len(text)} - set(line.get("ignore", ()))
        )
        found = places & {core(text, end) for end in answer}
        right = places & {core(text, end) for end in line["boundaries"]}
        hits, false, missed = (
            hits + len(found & right),
            false + len(found - right),
            missed + len(right - found),
        )
        if errors:
            for place in sorted(found ^ right):
                kind = "+" if place in found else "-"
                print(f"{kind} {text[max(0, place - 50) : place]}⏎{text[place : place + 40]}")
    return hits, false, missed, size / seconds / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--floors", action="store_true", help="exit with 1 below the floors")
    parser.add_argument("--errors", action="store_true", help="print every wrong place")
    arguments = parser.parse_args()
    below = False
    print(f"{'file':<12}{'places':>8}{'P':>8}{'R':>8}{'F1':>8}{'Mchar/s':>9}")
    for path in arguments.files:
        hits, false, missed, speed = measure(path, errors=arguments.errors)
        precision, recall = 100 * hits / max(hits + false, 1), 100 * hits / max(hits + missed, 1)
        score = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{path.stem:<12}{hits + missed:>8}{precision:>8.2f}{recall:>8.2f}{score:>8.2f}{speed:>9.1f}")
        below = below or score < FLOORS.get(path.stem, 0)
    return 1 if below and arguments.floors else 0


if __name__ == "__main__":
    sys.exit(main())
