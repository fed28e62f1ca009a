"""Names of files and folders, of presets and of a variable, that decide how documents are read."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

MARKDOWN_ENDINGS = frozenset({".md", ".markdown"})
YAML_ENDINGS = frozenset({".yaml", ".yml"})
"""Of files of rules, too."""
ANY_NAME = "document.md"
"""Stands for whatever document of a folder, which need not be there."""
YAML_NAME = ".proselint-t.yaml"
TOML_NAME = "pyproject.toml"
UNREAD_NAMES = (
    ".proselint-t.yml",
    "proselint-t.yaml",
    "proselint-t.yml",
    ".proselint-t.toml",
    "proselint-t.toml",
)
"""Names that a user may take for that of a configuration."""
PRESETS = ("recommended", "docs", "answer", "report", "notation")
VALE_NAMES = (".vale.ini", "_vale.ini", "vale.ini", ".vale", "_vale")
IGNORE_NAME = ".gitignore"
REPOSITORIES = frozenset({".git", ".hg", ".jj", ".svn"})
"""Folders of version control: they make a repository, and what lies in them is nobody's to quote."""

MARKERS = {
    "mkdocs": ("mkdocs.yml", "mkdocs.yaml"),
    "docusaurus": tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs", "mts", "cts")),
    "hugo": tuple(f"hugo.{ending}" for ending in ("toml", "yaml", "yml", "json")),
    "obsidian": (".obsidian",),
    "vitepress": (".vitepress",),
    "quarto": ("_quarto.yml", "_quarto.yaml"),
    "myst": ("myst.yml", "myst.yaml"),
}
"""Flavour of Markdown → files and folders that show it: each is in the top folder of its projects."""

CACHE_VARIABLE = "PROSELINT_T_CACHE_DIR"
"""Where runs keep what they have found, unless a flag says so."""


def configuration_of_user() -> Path | None:
    """Where a user's own configuration would be (in XDG_CONFIG_HOME, or %APPDATA%)."""
    home = os.environ.get("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME")
    with suppress(RuntimeError):  # nobody's home
        folder = Path(home) if home else Path.home() / ".config"
        return folder / "proselint-t" / YAML_NAME.removeprefix(".")
    return None
