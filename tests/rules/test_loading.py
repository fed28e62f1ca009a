"""Rules are read when they are asked for; files with the same settings share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.config import CommandLine, Resolver, forget
from proselint_t.rules.files import Catalog
from proselint_t.rules.slow import slow_patterns

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = "extends: existence\n"
RULE = BROKEN + "message: No.\ntokens: [foo]\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_broken_file_hurts_only_who_asks_for_its_rule(tmp_path: Path) -> None:
    write(tmp_path / "own" / "broken.yaml", BROKEN)
    write(tmp_path / "own" / "sound.yaml", RULE)
    assert Catalog([tmp_path]).rule("own.sound").meta.message == "No."


def test_files_share_settings_by_the_overrides_that_match(tmp_path: Path) -> None:
    forget()
    write(tmp_path / ".proselint-t.yaml", "overrides: [{files: 'ru/', language: ru}]")
    resolver = Resolver(CommandLine(select=("english.website",)))
    files = [resolver.for_file(tmp_path / name) for name in ("a.md", "b/c.md", "ru/d.md", "ru/e.md")]
    assert files[0] is files[1]
    assert files[2] is files[3]
    assert [settings.language for settings in files] == [None, None, "ru", "ru"]


def test_patterns_without_a_literal_are_named(tmp_path: Path) -> None:
    write(tmp_path / "own" / "quick.yaml", RULE)
    write(tmp_path / "own" / "slow.yaml", BROKEN + "message: No.\ntokens:\n  - foo\n  - '\\d+'\n")
    write(tmp_path / "own" / "many.yaml", "extends: occurrence\nmessage: No.\nmax: 2\ntoken: '[a-z]'\n")
    catalog = Catalog([tmp_path])
    found = [slow_patterns(catalog.rule(f"own.{name}")) for name in ("quick", "slow", "many")]
    assert [[(one.line, one.pattern) for one in ones] for ones in found] == [
        [],
        [(5, r"\d+")],
        [(4, "[a-z]")],
    ]
