"""Writes ``docs/masks.md`` from the masks of dialects: what is no prose, with examples.

python docs/write_masks.py           write the page
python docs/write_masks.py --check   exit with 1 when it is not current
"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from generated import keep

from proselint_t.document.annotations.dialects import MaskScope, masks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document.annotations.dialects import Mask

PAGE = Path(__file__).with_name("masks.md")
HEAD = """\
<!-- Written by docs/write_masks.py from src/proselint_t/document/annotations/masks.yaml. Do not edit. -->

# What is no prose

No rule looks inside code, HTML tags and comments, addresses (URLs, bare domains, e-mail), destinations of
links and images, front matter, and what is listed here. In the examples `⟪ ⟫` marks what is left alone.
Patterns of your own stand under `mask` in the [configuration](configuration.md).
"""
SCOPES = {
    MaskScope.BLOCK: "whole lines",
    MaskScope.SPAN: "inside a block, before Markdown is read",
    MaskScope.TEXT: "in the text that is left when Markdown has been read",
}


def page() -> str:
    """The whole page."""
    return "\n".join(chain([HEAD], *(section(mask) for mask in masks())))


def section(mask: Mask) -> Iterator[str]:
    yield f"## {mask.name[0].upper()}{mask.name[1:]}\n"
    yield f"- Dialect: {mask.dialect}"
    yield f"- Where: {SCOPES[mask.scope]}\n"
    yield f"````text\n{chr(10).join(mask.examples)}\n````\n"


if __name__ == "__main__":
    sys.exit(keep(PAGE, page()))
