"""A progress bar on the terminal, once the work has taken a second."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PATIENCE = 1.0
"""Seconds of silence."""

T = TypeVar("T")


def watched(items: Iterable[T], total: int) -> Iterator[T]:
    """Pass items on; while that takes longer than a second, show how many of ``total`` went by."""
    begin = monotonic()
    iterator = iter(items)
    done = 0
    for item in iterator:
        yield item
        done += 1
        if done < total and monotonic() - begin > PATIENCE:
            break
    yield from _with_bar(iterator, done, total)


def _with_bar(items: Iterator[T], done: int, total: int) -> Iterator[T]:
    if done >= total:
        return
    from rich.console import Console  # noqa: PLC0415 - most runs are over before this line
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task("", total=total, completed=done)
        for item in items:
            yield item
            progress.advance(task)
