"""What the fixes of a document would change, as a unified diff."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import TYPE_CHECKING

from proselint_t.output.line import paint
from proselint_t.output.place import posix
from proselint_t.text.printable import printable_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.output import RenderOptions
    from proselint_t.text.source import Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_STYLES = {"---": "bold", "+++": "bold", "@": "cyan", "-": "red", "+": "green"}


def render(before: Source, after: Source, options: RenderOptions) -> Iterator[str]:
    old, new = _LINE.findall(before.text), _LINE.findall(after.text)
    for line in unified_diff(old, new, posix(before), posix(after)):
        body = printable_lines(line).removesuffix("\n")
        style = next((style for prefix, style in _STYLES.items() if body.startswith(prefix)), "")
        yield (paint(body, style, options) if style else body) + "\n"
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"
