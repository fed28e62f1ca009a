"""``python -m proselint_t`` and the installed command."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130
PIPE_CLOSED = 141
"""The reader of the output went away: what a shell reports of programs that this signal ends."""


def main() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]) and sys.stdout is not None:
        from proselint_t.version import __version__  # noqa: PLC0415 - scripts ask for it: nothing else is loaded

        sys.stdout.write(f"proselint-t {__version__}\n")
        return
    if sys.argv[1:2] == ["check"] and {"-h", "--help"}.isdisjoint(sys.argv):
        from proselint_t.runner.again import told_again  # noqa: PLC0415 - nothing is checked where it can answer

        try:
            code = told_again(sys.argv[1:])
        except KeyboardInterrupt:
            code = INTERRUPTED
        except BrokenPipeError:
            code = PIPE_CLOSED
        if code is not None:
            sys.exit(code)
    gc.set_threshold(100_000)  # documents are many small values without cycles: looking for these costs 5 %
    try:
        from proselint_t.cli import run  # noqa: PLC0415 - Ctrl-C may come while it is loaded

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
