"""``python -m proselint_t`` and the installed command."""

from __future__ import annotations

import gc
import os
import sys

INTERRUPTED = 130
PIPE_CLOSED = 141
"""The reader of the output went away: what a shell reports of programs that this signal ends."""
_COLUMNS = 80


def main() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]) and _tells_version():
        return
    if sys.argv[1:] in (["--help"], ["-h"]) and _is_plain() and _helps():
        return
    gc.set_threshold(1_000_000)  # documents are many small values without cycles: looking for these costs 7 %
    if sys.argv[1:2] == ["check"] and {"-h", "--help"}.isdisjoint(sys.argv):
        code = _told_again()
        if code is not None:
            sys.exit(code)
    try:
        from proselint_t.cli import run  # noqa: PLC0415 - Ctrl-C may come while it is loaded

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def program() -> None:
    """As :func:`main`, and the process ends at once: taking apart what a run has built costs a tenth."""
    code: str | int | None = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    if not isinstance(code, int) or len(sys._current_frames()) > 1:  # noqa: SLF001 - `threading` need not be loaded
        sys.exit(code)  # other processes or threads are told to end
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:
        sys.exit(code)
    os._exit(code)


def _told_again() -> int | None:
    """The code of a run that only says what the last one said; ``None`` where it must be made."""
    from proselint_t.runner.again import told_again  # noqa: PLC0415 - nothing is checked where it can answer

    try:
        return told_again(sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return PIPE_CLOSED
    except OSError:  # a full disk, a folder that is gone: the run says so
        return None


def _tells_version() -> bool:
    from proselint_t.version import __version__  # noqa: PLC0415 - scripts ask for it: nothing else is loaded

    return _tells(f"proselint-t {__version__}\n")


def _helps() -> bool:
    """Say what click would; where nobody can read it, that says what there is to say."""
    from pathlib import Path  # noqa: PLC0415

    from proselint_t.text.speech import of_environment  # noqa: PLC0415

    try:
        kept = Path(__file__).parent / "cli" / f"help.{of_environment()}.txt"
        return _tells(kept.read_text(encoding="utf-8"))
    except (OSError, UnicodeError):
        return False


def _tells(text: str) -> bool:
    """Whether a text could be written; the commands say why not."""
    if sys.stdout is None:
        return False
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, UnicodeError):
        return False
    return True


def _is_plain() -> bool:
    """Whether the help is shown as it is kept: on 80 columns or more, and not asked for by a completion."""
    if sys.stdout is None or "_PROSELINT_T_COMPLETE" in os.environ:
        return False
    said = os.environ.get("COLUMNS")
    try:
        return int(said or os.get_terminal_size(sys.stdout.fileno()).columns) >= _COLUMNS
    except (OSError, ValueError):
        return not said  # no terminal


if __name__ == "__main__":
    program()
