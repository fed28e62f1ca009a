"""Every form of the words of a Hunspell dictionary, as the package ships those of Vale's own.

    python benchmarks/dictionary_forms.py en_US-web.dic src/proselint_t/rules/vale/data/en_US-web.txt.gz

Affixes are put on as Vale does: suffixes, prefixes, and both where the file crosses them. The dictionary
is https://github.com/errata-ai/en_US-web in the state that Vale embeds (`internal/spell/data`).
"""

from __future__ import annotations

import gzip
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_COMPOUNDS = "c"
"""The flag of words that are only parts of others (ONLYINCOMPOUND)."""


@dataclass
class Affix:
    suffix: bool
    crosses: bool
    rules: list[tuple[str, str, re.Pattern[str]]] = field(default_factory=list)

    def on(self, word: str) -> Iterator[str]:
        for strip, text, condition in self.rules:
            if condition.search(word):
                yield word.removesuffix(strip) + text if self.suffix else text + word


def read_affixes(path: Path) -> dict[str, Affix]:
    affixes: dict[str, Affix] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["PFX" | "SFX" as kind, flag, "Y" | "N" as crosses, count] if count.isdigit():
                affixes[flag] = Affix(kind == "SFX", crosses == "Y")
            case ["PFX" | "SFX" as kind, flag, strip, text, condition]:
                pattern = re.compile(f"{condition}$" if kind == "SFX" else f"^{condition}")
                affixes[flag].rules.append((strip.strip("0"), text.strip("0"), pattern))
    return affixes


def forms(entry: str, affixes: dict[str, Affix]) -> Iterator[str]:
    word, _, flags = entry.partition("/")
    if _IN_COMPOUNDS in flags:
        return
    yield word
    own = [affixes[flag] for flag in flags if flag in affixes]
    prefixed = [form for affix in own if not affix.suffix for form in affix.on(word)]
    yield from prefixed
    for affix in own:
        if affix.suffix:
            for stem in (word, *prefixed) if affix.crosses else (word,):
                yield from affix.on(stem)


def main() -> None:
    source, target = map(Path, sys.argv[1:])
    affixes = read_affixes(source.with_suffix(".aff"))
    entries = (
        line.split()[0] for line in source.read_text(encoding="utf-8").splitlines()[1:] if line.strip()
    )
    words = sorted({form for entry in entries for form in forms(entry, affixes)})
    target.write_bytes(gzip.compress("\n".join(words).encode(), mtime=0))
    print(f"{len(words)} forms")


if __name__ == "__main__":
    main()
