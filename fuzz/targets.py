"""What must hold of every input of each kind. A target takes bytes and raises where something does not."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz.patterns import attack, patterns
from fuzz.texts import PIECES, bytes_of, text_of
from proselint_t.config import CommandLine, Resolver
from proselint_t.lint.fixer import fix
from proselint_t.lint.incremental import Session
from proselint_t.lint.linter import check
from proselint_t.replies.revision import Review, revise
from proselint_t.rules.loader import read_rule
from proselint_t.text.errors import ConfigError, InputError, RuleError
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.config import FileSettings
    from proselint_t.lint.linter import Report

PRESETS = ("recommended", "answer", "docs", "notation", "report")
CONFIGURATION_PIECES = (
    *("extends: ", "preset: ", "select: ", "extend-select: ", "ignore: ", "paragraph: ", "language: ", "exceptions: "),
    *("terms: ", "mask: ", "rules: ", "styles: ", "vale: ", "min-severity: ", "exclude: ", "answer: ", "defects: "),
    *("confidence: ", "sources: ", "bundle: ", "baseline: ", "overrides: ", "files: ", "span: ", "block: ", "severity: "),
    *("english.website", "layout", "english", "off", "error", "docs", "line", "en", "true", "9999999999999999999999"),
    *("'*a*a*a*a*a*b'", "'(a|aa)+$'", "'('", "**/x", "'!'", "*.md", "'(?R)?s'", "../x", "/etc/passwd", "a.yaml", "."),
    *("\n", "\n  ", "\n    ", "\n- ", "  - ", " ", "[", "]", "{", "}", ", ", ": ", "? ", "& ", "*", "!!", "|\n", ">\n"),
    *("'", '"', "#", "---\n", "...\n", "%", "@", "`", "~", "\t", "[tool.proselint-t]\n", " = ", "'''", '"""', "[["),
)  # fmt: skip
RULE_PIECES = (
    *("extends: existence\n", "extends: substitution\n", "extends: occurrence\n", "extends: repetition\n", "message: "),
    *("extends: consistency\n", "extends: conditional\n", "extends: capitalization\n", "extends: metric\n", "level: "),
    *("extends: script\n", "extends: sequence\n", "extends: spelling\n", "extends: sentences\n", "extends: emphasis\n"),
    *("tokens: ", "swap: ", "raw: ", "token: ", "max: ", "min: ", "scope: ", "nonword: ", "ignorecase: ", "exceptions: "),
    *("examples: ", "bad: ", "good: ", "settings: ", "priority: ", "first: ", "second: ", "either: ", "match: ", "fix: "),
    *("action: ", "name: ", "params: ", "formula: ", "condition: ", "lookbehind", "limit: ", "style: ", "vocab: ", "%s"),
    *("'(a|aa)+$'", "'(?R)?s'", "'(?<=a*)b'", "\\b", "(?i)", "(?P<x>a)", "[a-z]+", "(", ")", "[", "]", "{", "}", "^$"),
    *("replace", "edit", "suggest", "remove", "heading", "raw", "text & ~fence", "yes", "1", "-1", "a", "site", "сайт"),
    *("\n", "\n  ", "\n    ", "\n- ", "\n  - ", " ", ": ", ", ", "'", '"', "|\n", "#", "&", "*", "\\1", "$1", "\\u202e"),
)  # fmt: skip
REVIEW_PIECES = (
    *("1.\n", "2. ", "Point: 1.1\n", "Point: ", "Quote: ", "Remark: ", "Confidence: 90\n", "Severity: ", "Old: ", "New: "),
    *("Defect: 1\n", "Action: replace\n", "Action: delete\n", "Action: insert after\n", "«The page", "»", "→", "```\n"),
    *("1) ", "1.1) ", "2) ", "The page is long. ", "It is new.", "Пункт 1: ", "Недостаток 1: ", "Заменить ", "на ", "> "),
    *("\n", "\n\n", "| ", "|\n", "|-|-|\n", "- ", "* ", "**", "{", "}", '{"defects": [', "]", '"', ":", ",", "(", ")"),
    *("<<<<<<< SEARCH\n", "=======\n", ">>>>>>> REPLACE\n", "{~~a~>b~~}", "{++x++}", "--- a\n+++ b\n", "@@ -1 +1 @@\n"),
)  # fmt: skip
SAMPLE = Source("1) Our site isn't new. It is sss.\n\n2) Наш сайт: aaaaaaaaaaaaaaaaaaaaaaaaaaaa b.\n")


@cache
def settings(preset: str) -> FileSettings:
    return Resolver(CommandLine(isolated=True, preset=preset)).for_file(Path("a.md"))


def document(data: bytes) -> None:
    """Places lie in the text, fixing twice is fixing once, nothing fixable is left."""
    preset, text = PRESETS[data[0] % len(PRESETS) if data else 0], text_of(data[1:], PIECES)
    chosen = settings(preset)
    source = chosen.as_read(Source(text))
    report = check(source, chosen.rules, known=chosen.known)
    _in_place(report)
    if not any(violation.fix is not None for violation in report.violations):
        return
    for unsafe in (False, True):
        once = fix(source, chosen.rules, unsafe=unsafe, known=chosen.known)
        _in_place(once.report)
        again = fix(once.source, chosen.rules, unsafe=unsafe, known=chosen.known)
        assert again.source.text == once.source.text, f"fixing twice (unsafe: {unsafe}) is not fixing once"


def _in_place(report: Report) -> None:
    end = len(report.source.text)
    for violation in report.violations:
        edits = violation.fix.edits if violation.fix else ()
        for span in (violation.span, *(edit.span for edit in edits)):
            assert 0 <= span.start <= span.end <= end, f"{violation.rule} lies outside the text"


def configuration(data: bytes) -> None:
    """A configuration holds, or is refused."""
    name = ("pyproject.toml", ".proselint-t.yaml")[data[0] % 2 if data else 0]
    try:
        Resolver().try_text(Path("/nowhere") / name, text_of(data[1:], CONFIGURATION_PIECES))
    except (ConfigError, RuleError):
        return


def rule(data: bytes) -> None:
    """A rule file makes a rule, or is refused; the rule looks at a text, or is stopped."""
    try:
        made = read_rule(text_of(data, RULE_PIECES), "r.yaml", "own.r")
        from proselint_t.rules.rule import ActiveRule  # noqa: PLC0415

        _in_place(check(SAMPLE, [ActiveRule(made, dict(made.meta.settings))]))
    except RuleError:
        return


def review(data: bytes) -> None:
    """A list and a reply in any dress are read, and what is applied is a text."""
    cut = data[0] if data else 0
    answer = Source("1) The page is long. It is new.\n\n1.1) Second page.\n\n2) Сайт «новый».\n", "answer.md")
    defects, reply = data[1 : cut + 1], data[cut + 1 :]
    try:
        made = revise(
            Review(
                answer,
                Source(text_of(defects, REVIEW_PIECES), "defects.md"),
                Source(text_of(reply, REVIEW_PIECES), "reply.md"),
                (),
                settings("answer"),
            ),
            partial=True,
        )
        assert made.result is None or isinstance(made.result.text, str)
    except (InputError, RuleError):
        return


def edits(data: bytes) -> None:
    """A text that is typed is checked as the whole text is: each four bytes are a change."""
    chosen = settings("answer")
    session, text = Session(chosen), ""
    for at in range(0, min(len(data), 60) - 3, 4):
        place = data[at] * len(text) // 255
        new = text_of(data[at + 2 : at + 4])
        text = text[:place] + new + text[place + data[at + 1] % 8 :]
        source = chosen.as_read(Source(text))
        whole = check(source, chosen.rules, known=chosen.known).violations
        assert session.check(source) == whole, "the session and a full check differ"


def pattern(data: bytes) -> None:
    """No pattern of the package goes on for ever over a short text that is made of what it repeats."""
    chance = random.Random(data)
    one, tree = chance.choice(patterns())
    text = attack(chance, tree)
    try:
        one.match(text)
    except Exception as error:  # the limit of each input
        raise AssertionError(f"{one.pattern!r} over {text[:100]!r}") from error


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (document, configuration, rule, review, edits, pattern)
}
_PIECES = {"configuration": CONFIGURATION_PIECES, "rule": RULE_PIECES, "review": REVIEW_PIECES}
_HEADS = {"document": b"\x01", "configuration": b"\x01", "review": b"\x40"}
"""What comes before the pieces: a preset, the name of a file, where the list ends."""


def seeds(target: str) -> list[bytes]:
    """The texts of `seeds/`, as data for a target."""
    text = Path(__file__).with_name("seeds").joinpath(f"{target}.txt").read_text(encoding="utf-8")
    head, pieces = _HEADS.get(target, b""), _PIECES.get(target, PIECES)
    return [head + bytes_of(one, pieces) for one in text.split("%%\n")]
