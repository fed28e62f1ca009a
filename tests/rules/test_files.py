"""Rule files: ours and the user's; faults with file, line, column and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proselint_t.rules.files import Catalog, bundled_rules
from proselint_t.rules.loader import load_rule, read_rule
from proselint_t.rules.rule import Severity
from proselint_t.text.edits import Applicability
from proselint_t.text.errors import ConfigError, RuleError
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
extends: existence
message: "No «%s»."
level: error
fix: unsafe
scope: [heading, table.cell]
tokens: [foo, bar]
settings: {before_point: 3, ordinals: true}
examples:
  - bad: "a ⟪foo⟫ and ⟪bar⟫"
  - good: "a baz"
"""


def test_a_rule_file() -> None:
    meta = read_rule(GOOD, "own/foo.yaml", "own.foo").meta
    assert (meta.id, meta.kind, meta.message) == ("own.foo", "existence", "No «%s».")
    assert (meta.severity, meta.fix) == (Severity.ERROR, Applicability.UNSAFE)
    assert meta.scope == ("heading", "table.cell")
    assert dict(meta.settings) == {"before_point": 3, "ordinals": True}
    assert meta.examples[0].text == "a foo and bar"
    assert meta.examples[0].spans == (Span(2, 5), Span(10, 13))
    assert meta.examples[1].spans == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "own/foo.yaml:1:1: the key extends is missing"),
        ("message: x", "own/foo.yaml:1:1: the key extends is missing"),
        ("extends: existence", "own/foo.yaml:1:1: the key message is missing"),
        ("extends: existense\nmessage: x", "own/foo.yaml:1:10: extends: there is no kind «existense» (did you mean «existence»?)"),
        ("extends: sequence\nmessage: x\ntokens: [{tag: NN}, {pattern: foo}]", "own/foo.yaml:1:10: extends: it needs a tagger of words"),
        (GOOD + "tokns: [x]\n", "own/foo.yaml:11:1: tokns: unknown key «tokns» (did you mean «tokens»?)"),
        (GOOD.replace("error", "fatal"), "own/foo.yaml:3:8: level: unknown value «fatal»"),
        (GOOD.replace("heading", "headings"), "own/foo.yaml:5:8: scope: there is no scope «headings» (did you mean «heading»?)"),
        (GOOD.replace("foo, bar", "'fo(o', bar"), "own/foo.yaml:6:9: tokens: the pattern"),
        (GOOD.replace("⟪bar⟫", "⟪bar"), "own/foo.yaml:9:10: examples[0].bad: a mark ⟪ without ⟫"),
        (GOOD.replace("a baz", "a ⟪baz⟫"), "own/foo.yaml:10:11: examples[1].good: a bad example marks"),
        ("extends: substitution\nmessage: x\nswap: {a: {to: b}}", "own/foo.yaml:3:11: swap.a: an entry is a text"),
    ],
)  # fmt: skip
def test_faults(text: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        read_rule(text, "own/foo.yaml", "own.foo")
    assert message in str(caught.value)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "foo.yaml"
    path.write_bytes(b"message: \xff")
    with pytest.raises(RuleError, match="not UTF-8"):
        load_rule(path, "own.foo")


def test_bundled_rules_are_found_and_load() -> None:
    catalog = Catalog()
    assert bundled_rules().is_dir()
    assert {"layout.blank-lines", "english.website", "russian.jargon"} <= set(catalog.ids)
    for rule in catalog.ids:
        assert catalog.rule(rule).meta.id == rule
        assert catalog.rule(rule) is catalog.rule(rule)


def test_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(
        ConfigError, match=r"there is no rule «english\.webste» \(did you mean «english\.website»\?\)"
    ):
        Catalog().rule("english.webste")


def test_folders_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "english").mkdir()
    (tmp_path / "english" / "website.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "foo.yaml").write_text(GOOD, encoding="utf-8")
    catalog = Catalog([tmp_path])
    assert catalog.replaced == ["english.website"]
    assert catalog.rule("english.website").meta.kind == "existence"
    assert "own.foo" in catalog
    assert "own.foo" in Catalog([tmp_path / "own"])
