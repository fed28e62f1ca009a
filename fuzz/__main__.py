"""Fuzz one target, by chance or guided by coverage.

    python -m fuzz TARGET [--runs N] [--seed N] [--guided] [--out FOLDER]

By chance: N inputs drawn from a seed; what falls is gathered by where it fell, told at the end, and kept in
FOLDER. Guided: atheris (`pip install atheris`) changes inputs towards code that no input has reached yet,
begins with those in `fuzz/seeds`, and stops at the first that falls.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SLOW = 20
"""Seconds of the processor that one input may take."""


class SlowError(Exception):
    """An input took too long."""


def by_chance(target: Callable[[bytes], None], runs: int, seed: int, out: Path | None) -> int:
    chance = random.Random(seed)
    fallen: Counter[str] = Counter()
    began = time.process_time()
    signal.signal(signal.SIGVTALRM, _stop)
    for run in range(1, runs + 1):
        data = chance.randbytes(1 + min(int(chance.expovariate(1 / 16)), 200))
        signal.setitimer(signal.ITIMER_VIRTUAL, SLOW)
        try:
            target(data)
        except Exception as error:
            where = _where(error)
            fallen[where] += 1
            if fallen[where] == 1:
                print(f"{where}: {data.hex()}", flush=True)
                _keep(out, target.__name__, run, data)
        if not run % 10_000:
            told = f"{run} inputs, {time.process_time() - began:.0f} s, {fallen.total()} fell in {len(fallen)} places"
            print(told, flush=True)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    for where, count in fallen.most_common():
        print(f"{count:>8} {where}")
    print(f"{target.__name__}: {runs} inputs, {time.process_time() - began:.0f} s, {fallen.total()} fell")
    return 1 if fallen else 0


def _stop(_number: int, _frame: object) -> None:
    raise SlowError(f"more than {SLOW} s")


def _where(error: Exception) -> str:
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "proselint_t" in one.filename]
    last = frames[-1] if frames else None
    place = f"{Path(last.filename).name}:{last.lineno}" if last else "fuzz"
    return f"{type(error).__name__} at {place}: {str(error)[:90]!a}"


def _keep(out: Path | None, name: str, run: int, data: bytes) -> None:
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{name}-{run}").write_bytes(data)


def guided(name: str, runs: int, seed: int, out: Path | None) -> None:
    import atheris  # noqa: PLC0415 - by chance goes without it

    with atheris.instrument_imports(include=["proselint_t"]):
        from fuzz.targets import TARGETS, seeds  # noqa: PLC0415
    corpus = Path(tempfile.mkdtemp())
    for number, data in enumerate(seeds(name)):
        (corpus / str(number)).write_bytes(data)
    kept = [f"-artifact_prefix={out}/{name}-"] if out is not None else []
    limits = [f"-runs={runs}", f"-seed={seed}", "-max_len=256", f"-timeout={10 * SLOW}"]  # by the clock
    atheris.Setup([sys.argv[0], *limits, *kept, str(corpus)], TARGETS[name])
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("target", choices=["document", "configuration", "rule", "review", "edits", "pattern"])
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--guided", action="store_true", help="let coverage guide")
    parser.add_argument("--out", type=Path, help="where to keep inputs that fall")
    arguments = parser.parse_args()
    if arguments.guided:
        guided(arguments.target, arguments.runs, arguments.seed, arguments.out)
        return 0
    from fuzz.targets import TARGETS  # noqa: PLC0415 - the guided run wants to see it loaded

    return by_chance(TARGETS[arguments.target], arguments.runs, arguments.seed, arguments.out)


if __name__ == "__main__":
    sys.exit(main())
