"""Fixes every Markdown file of folders in memory and says where more than words has changed.

    python benchmarks/harmless.py FOLDER…

Both presets, safe fixes and unsafe ones. The reading is markdown-it's own, not the package's.
Tells where fixing twice is not fixing once and where links, images, tags, code blocks or containers have
changed. Exits with 1 where there is any.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from markdown_it import MarkdownIt

from proselint_t import ProselintError, api

_BLOCKS = frozenset(
    {"fence", "code_block", "html_block", "blockquote_open", "hr", "heading_open", "list_item_open"}
)
_INLINES = frozenset({"html_inline", "image", "link_open"})
_EMPHASIS = frozenset({"<b>", "</b>", "<i>", "</i>", "<em>", "</em>", "<strong>", "</strong>"})
_ENDINGS = frozenset({".md", ".mdx", ".markdown"})


def atoms(text: str) -> list[tuple[str, str]]:
    """What no rule may change, in order."""
    found = []
    for token in MarkdownIt("commonmark").parse(text):
        if token.type in _BLOCKS:
            found.append((token.type, token.content))
        found += [
            (child.type, child.content if child.type == "html_inline" else str(child.attrs))
            for child in token.children or ()
            if child.type in _INLINES and child.content not in _EMPHASIS
        ]
    return found


def faults(text: str, preset: str, *, unsafe: bool) -> list[str]:
    """What fixing a text does that it must not."""
    try:
        once = api.fix(text, preset=preset, unsafe=unsafe).source.text
        twice = api.fix(once, preset=preset, unsafe=unsafe).source.text
    except ProselintError as error:
        return [str(error)]
    found = [] if once == twice else ["fixing twice is not fixing once"]
    return found if atoms(text) == atoms(once) else [*found, "what is no prose has changed"]


def main() -> int:
    """Print a line for each fault, then the figures."""
    files = size = bad = 0
    for path in sorted(path for folder in sys.argv[1:] for path in Path(folder).rglob("*")):
        if path.suffix not in _ENDINGS or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="replace")
        files, size = files + 1, size + len(text.encode())
        for preset, unsafe in product(("docs", "answer"), (False, True)):
            for fault in faults(text, preset, unsafe=unsafe):
                bad += 1
                print(f"{path}: {preset}{' unsafe' * unsafe}: {fault}")
    print(f"{files} files, {size / 1e6:.1f} MB: {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
