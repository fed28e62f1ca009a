"""Bars as SVG, which every page shows: what the other scripts draw with."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ROW, _LEFT, _WIDTH = 22, 250, 760
_OURS, _OTHERS = "#2f6db5", "#9aa5b1"


def draw_bars(path: Path | None, title: str, values: Mapping[str, float]) -> None:
    """Write a bar for each value, ours in another colour; nothing where no file is named."""
    if path is None:
        return
    most = max(values.values())
    rows = [f'<text x="8" y="18" font-weight="bold">{escape(title)}</text>']
    for index, (name, value) in enumerate(values.items()):
        y = 30 + index * _ROW
        length = max(1, round(value / most * (_WIDTH - _LEFT - 60)))
        color = _OURS if name.startswith("ours") else _OTHERS
        rows += [
            f'<text x="{_LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{_LEFT}" y="{y + 2}" width="{length}" height="{_ROW - 8}" fill="{color}"/>',
            f'<text x="{_LEFT + length + 6}" y="{y + 13}">{value:.3g}</text>',
        ]
    height = 38 + len(values) * _ROW
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        'font-family="sans-serif" font-size="12">'
    )
    ground = f'<rect width="{_WIDTH}" height="{height}" fill="white"/>'
    path.write_text("\n".join([head, ground, *rows, "</svg>\n"]), encoding="utf-8")
