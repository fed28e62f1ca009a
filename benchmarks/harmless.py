"""Fixes every Markdown file of folders in memory and says where more than words has changed.

    python benchmarks/harmless.py FOLDER…

Both presets, safe fixes and unsafe ones. The reading is markdown-it's own, not the package's.
Tells where fixing twice is not fixing once, where links, images, tags, code blocks, tables, footnotes or
containers have changed, and where what is called fixable stays. Exits with 1 where there is any.
"""

from __future__ import annotations

import sys
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from proselint_t import ProselintError
from proselint_t.config import CommandLine, Resolver
from proselint_t.edits import Applicability
from proselint_t.fixer import FixResult, fix
from proselint_t.linter import fixes_of
from proselint_t.source import Source

if TYPE_CHECKING:
    from proselint_t.rule import ActiveRule

_BLOCKS = frozenset(
    {
        "fence",
        "code_block",
        "html_block",
        "blockquote_open",
        "hr",
        "heading_open",
        "list_item_open",
        "front_matter",
        "td_open",
        "th_open",
        "footnote_open",
    }
)
_INLINES = frozenset({"html_inline", "image", "link_open", "footnote_ref"})
_EMPHASIS = frozenset({"<b>", "</b>", "<i>", "</i>", "<em>", "</em>", "<strong>", "</strong>"})
_READER = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(footnote_plugin)
_ENDINGS = frozenset({".md", ".mdx", ".markdown"})


def atoms(text: str) -> list[tuple[str, str]]:
    """What no rule may change, in order."""
    found = []
    for token in _READER.parse(text):
        if token.type in _BLOCKS:
            found.append((token.type, token.content))
        found += [
            (child.type, child.content if child.type == "html_inline" else str(child.attrs))
            for child in token.children or ()
            if child.type in _INLINES and child.content not in _EMPHASIS
        ]
    return found


@cache
def _rules(preset: str) -> tuple[ActiveRule, ...]:
    return Resolver(CommandLine(preset=preset, isolated=True)).for_file(Path("document.md")).rules


def faults(text: str, preset: str, *, unsafe: bool) -> list[str]:
    """What fixing a text does that it must not."""
    rules = _rules(preset)
    try:
        result = fix(Source(text), rules, unsafe=unsafe)
        once = result.source.text
        twice = fix(Source(once), rules, unsafe=unsafe).source.text
    except ProselintError as error:
        return [str(error)]
    found = [] if once == twice else ["fixing twice is not fixing once"]
    if atoms(text) != atoms(once):
        found.append("what is no prose has changed")
    return found + [f"{rule} is called fixable and stays" for rule in _left(result, unsafe=unsafe)]


def _left(result: FixResult, *, unsafe: bool) -> list[str]:
    """The rules whose violations are called fixable though the fixing has left them."""
    allowed = {Applicability.SAFE, Applicability.UNSAFE} if unsafe else {Applicability.SAFE}
    left = (one for one, found in fixes_of(result.report.violations) if found.applicability in allowed)
    return sorted({one.rule for one in left})


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
