"""Settings of documents that are checked as one bundle."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from proselint_t.cli.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from proselint_t.config import FileSettings


class Together(Settings):
    """Every rule that looks at other documents is given those of the command."""

    def of(self, path: Path) -> FileSettings:
        settings = super().of(path)
        files = tuple(map(str, self.options.paths))
        rules = tuple(
            replace(active, settings={**active.settings, "bundle": files})
            if "bundle" in active.settings
            else active
            for active in settings.rules
        )
        return replace(settings, rules=rules)
