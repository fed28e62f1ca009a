"""Documents checked ahead by other processes, while this one writes what comes first.

A process is given a document by its number and sends back what it found, with a digest of the text. What it
cannot answer, because the document is at fault, has changed since or the process was killed, is checked here
again: errors and order are those of one process.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.lint.checking import check
from proselint_t.runner.memory import Memory
from proselint_t.runner.recording import hashed
from proselint_t.text.derived import keep_with
from proselint_t.text.errors import ProselintError
from proselint_t.text.inputs import watch_reading
from proselint_t.text.limits import reached
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from proselint_t.config import FileSettings
    from proselint_t.lint.linter import Whereabouts
    from proselint_t.rules.rule import Violation

WORTH = 300_000
"""Bytes of new text from which on other processes gain more than their start costs."""
_SHARE = 11
_SAMPLE = 20_000
"""Of the text one part in so many, and no more bytes, is checked before other processes begin: as copies of
this one they need not load or compile again what that has asked for. A prime: documents come in pairs."""
_WINDOW = 64
"""So many documents are given away with the largest in front, so that no process waits long for the last one;
not all of them: what is found waits for the documents before it."""
_MOST = 8
"""Processes that are started without being asked for."""
_THREADS = "OPENBLAS_NUM_THREADS"

Task = tuple[Path, "FileSettings"]


class Jobs(NamedTuple):
    """How many processes check documents, and whether they say what only a parsed document tells."""

    number: int
    telling: bool = False


class Found(NamedTuple):
    """What a process has found in a text of this digest; ``told`` of each violation, or of none."""

    digest: bytes
    violations: Sequence[Violation]
    told: tuple[Whereabouts, ...]


_telling = False
_tasks: list[Task] = []
"""Both set before the processes are made, which begin as copies of this one."""
_memory: Memory | None = None


class Ahead:
    """What other processes find in some documents."""

    def __init__(self, known: dict[Path, Found], futures: dict[Path, Future[Found | None]]) -> None:
        self._known = known
        self._futures = futures

    def found(self, path: Path, source: Source) -> Found | None:
        """What was found in a document; ``None`` where it must be checked here."""
        found, future = self._known.pop(path, None), self._futures.pop(path, None)
        if future is not None:
            from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - most runs need no other process

            with suppress(BrokenExecutor):
                found = future.result()
        return found if found is not None and found.digest == _digest(source) else None


def default_jobs() -> int:
    """As many processes as there are processors for this one, up to a bound."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(processors or 1, _MOST)


@contextmanager
def ahead(tasks: Iterable[Task], jobs: Jobs, memory: Memory | None) -> Iterator[Ahead]:
    """Have documents checked by so many processes; by none where that is not worth their start.

    Processes are made only where the system can copy this one (not on Windows).
    """
    global _tasks, _telling  # noqa: PLW0603 - what a process finds when it begins
    _telling = jobs.telling
    _tasks = list(_worth_it(tasks, memory)) if jobs.number > 1 and hasattr(os, "fork") else []
    if not _tasks:
        yield Ahead({}, {})
        return
    known = _sampled()
    folder = memory.folder if memory is not None else None
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - most runs need no other process
    from multiprocessing import active_children, get_context  # noqa: PLC0415

    pool = ProcessPoolExecutor(
        min(jobs.number, len(_tasks)), mp_context=get_context("fork"), initializer=_begin, initargs=(folder,)
    )
    try:
        others = [number for number in _largest_first() if _tasks[number][0] not in known]
        yield Ahead(known, {_tasks[number][0]: pool.submit(_found, number) for number in others})
    except BaseException:
        for process in active_children():  # nobody waits for what they are at
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _largest_first() -> list[int]:
    """The numbers of the tasks, window by window."""
    return sorted(range(len(_tasks)), key=lambda number: (number // _WINDOW, -_size(_tasks[number])))


def _sampled() -> dict[Path, Found]:
    """What is found in some of the documents, small ones from all parts of the tasks."""
    sizes = list(map(_size, _tasks))
    left = min(_SAMPLE, sum(sizes) // _SHARE)
    known: dict[Path, Found] = {}
    with _one_thread():
        for number in range(0, len(_tasks), _SHARE):
            if sizes[number] <= left and (found := _found(number)) is not None:
                left -= sizes[number]
                known[_tasks[number][0]] = found
    return known


@contextmanager
def _one_thread() -> Iterator[None]:
    """What spaCy is loaded with starts no threads inside: a process that has some is not safely copied."""
    unset = _THREADS not in os.environ
    os.environ.setdefault(_THREADS, "1")
    try:
        yield
    finally:
        if unset:
            del os.environ[_THREADS]


def _worth_it(tasks: Iterable[Task], memory: Memory | None) -> Iterator[Task]:
    """The tasks that are new and may be done elsewhere, if they are enough."""
    able = [task for task in tasks if _may_be_elsewhere(task[1])]
    if sum(map(_size, able)) < WORTH:
        return
    new = [task for task in able if memory is None or not _is_known(task, memory)]
    if len(new) > 1 and sum(map(_size, new)) >= WORTH:  # one alone would be waited for
        yield from new


def _may_be_elsewhere(settings: FileSettings) -> bool:
    """Not where rules keep a state (styles of Vale's)."""
    return not any(active.rule.meta.vale for active in settings.rules) and all(
        _may_be_elsewhere(one.settings) for one in settings.inside
    )


def _size(task: Task) -> int:
    with suppress(OSError):
        return task[0].stat().st_size
    return 0


def _is_known(task: Task, memory: Memory) -> bool:
    with suppress(ProselintError):
        return memory.report(Source.read(task[0]), task[1]) is not None
    return False


def _digest(source: Source) -> bytes:
    return hashed(source.text.encode("utf-8", "surrogatepass"), size=16)


def _begin(folder: Path | None) -> None:
    """A new process: Ctrl-C ends it at once, and what is remembered has a connection of its own."""
    import signal  # noqa: PLC0415 - most runs need no other process

    global _memory  # noqa: PLW0603 - one for each process
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    watch_reading(None)
    _memory = Memory(folder) if folder is not None else None
    keep_with(_memory)


def _found(number: int) -> Found | None:
    path, settings = _tasks[number]
    with suppress(ProselintError):
        source = Source.read(path)
        report = check(settings.as_read(source), settings)
        if [*reached()]:  # it is told of by the process that tells of the document
            return None
        if _memory is not None:
            _memory.flush()
        telling = _telling or report.inner or settings.value("baseline")
        return Found(
            _digest(source), report.violations, tuple(map(report.told, report.violations if telling else ()))
        )
    return None
