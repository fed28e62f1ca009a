"""Configuration: where it is found, what it may say, what beats what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proselint_t.config import CommandLine, Resolver, forget
from proselint_t.config.selection import Choice, Selection
from proselint_t.text.errors import ConfigError
from proselint_t.text.names import PRESETS, UNREAD_NAMES

if TYPE_CHECKING:
    from pathlib import Path

RULE = 'extends: existence\nmessage: "No."\ntokens: [foo]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    forget()
    return tmp_path


SUPPRESSIONS = {"suppression.unused", "suppression.unknown-rule", "suppression.unknown-directive"}


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ids(folder: Path, name: str = "page.md", **flags: object) -> set[str]:
    settings = Resolver(CommandLine(**flags)).for_file(folder / name)  # type: ignore[arg-type]
    return {active.rule.meta.id for active in settings.rules} - SUPPRESSIONS


@pytest.mark.parametrize(
    ("select", "extend", "ignore", "on"),
    [
        (("a",), (), (), {"a.x", "a.y"}),
        (("a.x",), (), (), {"a.x"}),
        (("a",), (), ("a.x",), {"a.y"}),
        (("a.x", "b"), (), ("a",), {"a.x", "b.z"}),
        (("a",), ("b",), (), {"a.x", "a.y", "b.z"}),
        (("a",), (), ("a",), set()),
        (("a.x",), (), ("a.x",), set()),
        ((), ("a.y",), ("a",), {"a.y"}),
    ],
)
def test_selection(
    select: tuple[str, ...], extend: tuple[str, ...], ignore: tuple[str, ...], on: set[str]
) -> None:
    selection = Selection((Choice(select, extend, ignore),))
    assert {rule for rule in ("a.x", "a.y", "b.z") if selection.takes(rule)} == on


X, A, S = (Choice(ignore=("a.x",)), Choice(ignore=("a",)), Choice(select=("a.x",)))


@pytest.mark.parametrize(
    ("choices", "on"),
    [
        ((Choice(("a.x", "b.z")), A), {"b.z"}),
        ((Choice(("a",)), X, A), set()),
        ((Choice(("a",)), A, Choice(extend=("a.y",))), {"a.y"}),
        ((Choice(("a",)), X, Choice(extend=("a",))), {"a.x", "a.y"}),
        ((Choice(("a", "b")), X, Choice(ignore=("b",))), {"a.y"}),
        ((Choice(("b",)), S), {"a.x"}),
        ((Choice(("b",)), A, S), {"a.x"}),
        ((Choice(("b",)), S, Choice(())), set()),
    ],
)
def test_a_stronger_layer_beats_a_more_specific_name(choices: tuple[Choice, ...], on: set[str]) -> None:
    selection = Selection(choices)
    assert {rule for rule in ("a.x", "a.y", "b.z") if selection.takes(rule)} == on


def test_a_style_that_is_always_on_can_only_be_ignored() -> None:
    def on(*choices: Choice) -> bool:
        return Selection(choices).always("a").takes("a.y")

    assert on()
    assert on(Choice(select=("b",)), Choice(select=()))
    assert not on(Choice(select=("b",)), A)
    assert on(A, Choice(extend=("a.y",)))


def test_without_configuration_the_preset_is_recommended(folder: Path) -> None:
    settings = Resolver().for_file(folder / "page.md")
    assert settings.preset == "recommended"
    assert settings.config is None
    assert ids(folder) == {"notation.bidi-control", "notation.mixed-script", "typography.terms"}
    assert {rule for rule in settings.known if rule.startswith("suppression.")} <= {
        active.rule.meta.id for active in settings.rules
    }


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("style", ["layout", "typography", "english", "russian", "notation", "suppression"])
def test_ignore_takes_a_style_off_in_every_preset(folder: Path, preset: str, style: str) -> None:
    write(folder / ".proselint-t.yaml", f"preset: {preset}\nignore: [{style}]\n")
    for flags in ({}, {"preset": preset, "isolated": True, "ignore": (style,)}):
        settings = Resolver(CommandLine(**flags)).for_file(folder / "page.md")  # type: ignore[arg-type]
        assert not [one for one in settings.rules if one.rule.meta.style == style]


def test_a_rule_is_switched_off_where_it_is_set(folder: Path) -> None:
    write(folder / ".proselint-t.yaml", "preset: docs\nrules: {english.website: off, review.reference: off}")
    assert "english.website" not in ids(folder)
    assert "review.reference" not in Resolver().for_file(folder / "page.md").review
    assert "english.website" in ids(folder, extend_select=("english.website",))


@pytest.mark.parametrize("table", ["proselint_t", "proselint-t"])
def test_the_table_has_the_name_of_the_package_or_of_the_program(folder: Path, table: str) -> None:
    write(folder / "pyproject.toml", f"[tool.{table}]\npreset = 'answer'\n")
    assert Resolver().for_file(folder / "page.md").preset == "answer"


@pytest.mark.parametrize("name", UNREAD_NAMES)
def test_a_file_that_only_looks_like_a_configuration_is_named(folder: Path, name: str) -> None:
    write(folder / name, "preset: answer")
    write(folder / "deep" / "page.md", "Text.")
    resolver = Resolver()
    assert resolver.for_file(folder / "deep" / "page.md").preset == "recommended"
    assert [note.partition(" is not read")[0] for note in resolver.notes] == [str(folder / name)]


def test_the_nearest_configuration_wins(folder: Path) -> None:
    write(folder / "pyproject.toml", '[tool.proselint_t]\npreset = "answer"\n')
    assert "layout.emphasis" in ids(folder, "deep/page.md")
    write(folder / "deep" / ".proselint-t.yaml", "select: [english.point]")
    forget()
    assert ids(folder, "deep/page.md") == {"english.point"}
    assert "layout.emphasis" in ids(folder)


def test_yaml_beats_toml_in_one_folder(folder: Path) -> None:
    write(folder / "pyproject.toml", '[tool.proselint_t]\nselect = ["english"]\n')
    write(folder / ".proselint-t.yaml", "select: english.point")
    assert ids(folder) == {"english.point"}


def test_select_keeps_the_settings_of_the_preset(folder: Path) -> None:
    line = CommandLine(isolated=True, preset="answer", select=("layout.blank-lines",))
    rules = {one.rule.meta.id: one for one in Resolver(line).for_file(folder / "page.md").rules}
    assert set(rules) - SUPPRESSIONS == {"layout.blank-lines"}
    assert rules["layout.blank-lines"].settings == {"paragraph": "line", "before_point": 1}


def test_settings_of_a_rule(folder: Path) -> None:
    write(
        folder / ".proselint-t.yaml",
        "preset: answer\nexceptions: [Acme]\nrules:\n"
        "  typography.digits: {ordinals: true, severity: warning, exceptions: [Two]}\n"
        "  layout.blank-lines: {before_point: 0, paragraph: block}\n"
        "terms: {Acme Corp: [acme]}\n",
    )
    rules = {active.rule.meta.id: active for active in Resolver().for_file(folder / "page.md").rules}
    digits = rules["typography.digits"]
    assert digits.settings["ordinals"] is True
    assert digits.severity == "warning"
    assert digits.exceptions == {"acme", "two"}
    assert rules["layout.blank-lines"].settings == {"paragraph": "block", "before_point": 0}
    assert rules["layout.one-sentence-per-paragraph"].settings["paragraph"] == "line"
    assert rules["typography.terms"].settings["terms"] == {"Acme Corp": ("acme",)}


def test_overrides_and_extends(folder: Path) -> None:
    write(folder / "base.yaml", "preset: answer\nignore: [english.point]\nlanguage: en")
    write(
        folder / ".proselint-t.yaml",
        "extends: base.yaml\noverrides:\n  - {files: 'ru/*.md', language: ru, ignore: [typography]}\n",
    )
    settings = Resolver().for_file(folder / "page.md")
    assert settings.language == "en"
    assert "english.point" not in ids(folder)
    assert Resolver().for_file(folder / "ru" / "page.md").language == "ru"
    assert "english.point" not in ids(folder, "ru/page.md")
    assert "typography.quotes" not in ids(folder, "ru/page.md")
    assert settings.values["language"] == ("en", str(folder / "base.yaml"))


def test_the_command_line_beats_files(folder: Path) -> None:
    write(folder / ".proselint-t.yaml", "preset: answer\nselect: [layout]")
    assert ids(folder, select=("english.point",)) == {"english.point"}
    assert "english.point" in ids(folder, extend_select=("english.point",))
    assert ids(folder) - ids(folder, ignore=("layout.blank-lines", "layout.emphasis")) == {
        "layout.blank-lines",
        "layout.emphasis",
    }
    assert "layout.emphasis" not in ids(folder, isolated=True)


def test_flags_add_to_what_files_leave_out(folder: Path) -> None:
    write(folder / ".proselint-t.yaml", "select: [layout, english.point]\nignore: [layout.emphasis]")
    assert "layout.emphasis" not in ids(folder, ignore=("english.point",))
    assert "english.point" not in ids(folder, ignore=("english.point",))


def test_styles_of_the_user(folder: Path) -> None:
    write(folder / "styles" / "own" / "foo.yaml", RULE)
    write(folder / "styles" / "english" / "point.yaml", RULE)
    write(folder / ".proselint-t.yaml", "styles: styles\nselect: [own, english.point]")
    resolver = Resolver()
    kinds = {a.rule.meta.id: a.rule.meta.kind for a in resolver.for_file(folder / "page.md").rules}
    assert kinds | {"own.foo": "existence", "english.point": "existence"} == kinds
    assert set(kinds) - SUPPRESSIONS == {"own.foo", "english.point"}
    assert resolver.notes == ["your rule english.point replaces the bundled one"]


def test_rules_of_the_user_run_unless_others_are_selected(folder: Path) -> None:
    write(folder / "styles" / "own" / "foo.yaml", RULE)
    write(folder / ".proselint-t.yaml", "styles: styles")
    assert "own.foo" in ids(folder)
    assert "own.foo" not in ids(folder, ignore=("own",))
    assert ids(folder, select=("english.point",)) == {"english.point"}


def test_exclude(folder: Path) -> None:
    write(folder / ".proselint-t.yaml", "exclude: [drafts/, '*.tmp.md']")
    resolver = Resolver(CommandLine())
    assert resolver.excluded(folder / "drafts" / "page.md")
    assert resolver.excluded(folder / "deep" / "page.tmp.md")
    assert not resolver.excluded(folder / "page.md")


def test_paths_are_relative_to_their_file(folder: Path) -> None:
    write(folder / ".proselint-t.yaml", "answer: a.md\nsources: [s/one.md]")
    settings = Resolver().for_file(folder / "deep" / "page.md")
    assert settings.value("answer") == folder / "a.md"
    assert settings.value("sources") == (folder / "s/one.md",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("presett: answer", ".proselint-t.yaml:1:1: presett: unknown key «presett» (did you mean «preset»?)"),
        ("preset: answers", ".proselint-t.yaml:1:9: preset: unknown value «answers» (did you mean «answer»?)"),
        ("select:\n  - layout\n  - english.pont", ".proselint-t.yaml:3:5: select[1]: there is no rule or style «english.pont» (did"),
        ("rules:\n  english.pont: {}", ".proselint-t.yaml:2:3: rules.english.pont: there is no rule «english.pont» (did"),
        ("preset: answer\nrules:\n  typography.digits: {ordinal: true}", "3:23: rules.typography.digits.ordinal: unknown key"),
        ("preset: answer\nrules:\n  typography.digits: {ordinals: maybe}", "3:33: rules.typography.digits.ordinals: expected true"),
        ("overrides:\n  - preset: answer", ".proselint-t.yaml:2:5: overrides[0]: an override names its files"),
        ("extends: nowhere.yaml", ".proselint-t.yaml:1:10: extends: there is no file «nowhere.yaml»"),
        ("extends: .proselint-t.yaml", "extends this file in turn"),
        ("preset: docs\nstyles:\n  - nowhere", ".proselint-t.yaml:3:5: styles[0]: there is no folder of rules «nowhere»"),
        ("- a", "expected keys and values, found a list"),
    ],
)  # fmt: skip
def test_faults(folder: Path, text: str, message: str) -> None:
    assert_faulty(folder / ".proselint-t.yaml", text, message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.proselint_t]\n\npresett = 'answer'", "pyproject.toml:3:1: presett: unknown key"),
        ("[tool.proselint_t]\npreset = 'answers'", "pyproject.toml:2:1: preset: unknown value «answers»"),
        ("[tool.proselint_t.rules]\n'english.pont' = {}", "there is no rule «english.pont»"),
        ("[tool.proselint_t]\npreset = ", "pyproject.toml:2:1: not valid TOML"),
    ],
)
def test_faults_in_toml(folder: Path, text: str, message: str) -> None:
    assert_faulty(folder / "pyproject.toml", text, message)


def assert_faulty(config: Path, text: str, message: str) -> None:
    """A configuration is refused with the same words before it is saved and when it is used."""
    with pytest.raises(ConfigError) as tried:
        Resolver().try_text(config, text)
    write(config, text)
    with pytest.raises(ConfigError) as used:
        Resolver().for_file(config.parent / "page.md")
    assert message in str(used.value)
    assert str(tried.value) == str(used.value)


def test_a_text_that_is_tried_is_not_in_force(folder: Path) -> None:
    config = write(folder / ".proselint-t.yaml", "preset: docs")
    resolver = Resolver()
    resolver.try_text(config, "preset: answer\noverrides: [{files: page.md, preset: answer}]")
    assert resolver.for_file(folder / "page.md").preset == "docs"


def test_a_fault_of_any_override_shows_before_a_file_meets_it(folder: Path) -> None:
    text = "overrides:\n  - {files: a.md, preset: docs}\n  - {files: b.md, select: englisch}"
    with pytest.raises(ConfigError, match=r"3:27: .*«englisch» \(did you mean «english»"):
        Resolver().try_text(folder / ".proselint-t.yaml", text)


def test_a_project_file_is_tried_only_where_it_is_the_configuration(folder: Path) -> None:
    project, resolver = folder / "pyproject.toml", Resolver()
    resolver.try_text(project, "[tool.other\n")
    write(folder / ".proselint-t.yaml", "preset: docs")
    resolver.try_text(project, "[tool.proselint_t]\npreset = 'answers'")


def test_what_was_forgotten_is_read_again(folder: Path) -> None:
    """Also what Vale's configuration says, and that there is one now."""
    vale = folder / ".vale.ini"
    assert not Resolver().for_file(folder / "page.md").value("vale")
    for styles in ("One", "Two"):
        write(folder / "styles" / styles / "a.yml", 'extends: existence\nmessage: "No."\ntokens: [foo]\n')
        write(vale, f"StylesPath = styles\n[*.md]\nBasedOnStyles = {styles}\n")
        forget()
        assert f"{styles}.a" in ids(folder)
