"""Styles of Vale's: what their rules find, which of their suggestions are fixes, `.vale.ini`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import spacy

from proselint_t.config import CommandLine, Resolver
from proselint_t.lint.linter import check
from proselint_t.rules.matching.patterns import compile_pattern
from proselint_t.rules.rule import Reach
from proselint_t.rules.vale.blocks import vale_sentences
from proselint_t.rules.vale.capitalization import Casing, sentence_case, title_case
from proselint_t.rules.vale.ini import parse_ini
from proselint_t.rules.vale.settings import glob_takes
from proselint_t.text.edits import Applicability, apply_edits
from proselint_t.text.errors import ConfigError, RuleError
from proselint_t.text.source import Source
from tests.end_to_end.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path

    from proselint_t.rules.rule import Violation


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "styles" / "My").mkdir(parents=True)
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\n[*.md]\nBasedOnStyles = My\n", encoding="utf-8")
    return tmp_path


def add(folder: Path, **keys: Any) -> None:
    """The rule `My.R` with these keys: YAML holds JSON."""
    text = json.dumps({"message": "Not '%s'.", **keys}, ensure_ascii=False)
    (folder / "styles" / "My" / "R.yml").write_text(text, encoding="utf-8")


def found(folder: Path, text: str, name: str = "page.md") -> tuple[Violation, ...]:
    settings = Resolver(CommandLine()).for_file(folder / name)
    return check(Source(text, str(folder / name)), settings.rules, known=settings.known).violations


def marked(folder: Path, text: str, **keys: Any) -> list[str]:
    """What of the text the rule finds."""
    add(folder, **keys)
    return [text[slice(*one.span)] for one in found(folder, text)]


EXISTENCE = {"extends": "existence", "tokens": ["foo"]}

FOUND: list[tuple[str, dict[str, Any], list[str]]] = [
    ("A foo, `foo` and **foo** foobar.", EXISTENCE, ["foo", "foo"]),
    ("See foo.md and <b>foo</b>.", EXISTENCE, ["foo", "foo"]),
    ("<div><p>foo</p><p>a</p></div>", EXISTENCE, ["foo"]),
    ("```\nfoo\n```\n\nFoo", EXISTENCE | {"ignorecase": True}, ["Foo"]),
    ("FOO foo", {"extends": "existence", "tokens": ["[[f]oo", "foo"]}, ["foo"]),
    ("# foo\n\nfoo", EXISTENCE | {"scope": "heading"}, ["foo"]),
    ("# foo\n\n## foo\n", EXISTENCE | {"scope": "heading.h2"}, ["foo"]),
    ("- foo\n\n> foo\n\nbar foo", EXISTENCE | {"scope": ["blockquote", "list"]}, ["foo", "foo"]),
    ("- foo\n\nbar foo", EXISTENCE | {"scope": "~list"}, ["foo"]),
    ("| foo |\n|---|\n| foo |\n", EXISTENCE | {"scope": "table.cell"}, ["foo"]),
    ("foo\n\n> foo\n\n- foo", EXISTENCE | {"scope": "text & blockquote"}, ["foo"]),
    ("foo\n\n> foo\n\n- foo", EXISTENCE | {"scope": "paragraph & ~blockquote"}, ["foo"]),
    ("# foo\n\n## foo\n", EXISTENCE | {"scope": ["heading & ~heading.h2"]}, ["foo"]),
    ("---\ntitle: my foo\n---\n\nfoo", EXISTENCE | {"scope": "text.frontmatter.title"}, ["foo"]),
    ("![a foo](x.png)", EXISTENCE | {"scope": "text.attr.alt"}, ["foo"]),
    ("a `foo`", EXISTENCE | {"scope": "raw"}, ["foo"]),
    ("It’s so.", {"extends": "existence", "tokens": ["It’s"]}, ["It’s"]),
    ("A foo bar, a foo.", EXISTENCE | {"exceptions": ["foo bar"]}, ["foo"]),
    ("foo foo foo", EXISTENCE | {"limit": 2}, ["foo", "foo"]),
    ("A foo. B foo.", {"extends": "existence", "scope": "sentence", "raw": ["^B foo"]}, ["B foo"]),
    ("One two three four.", {"extends": "occurrence", "scope": "sentence", "token": r"\b\w+\b", "max": 3}, ["One"]),
    ("the the end", {"extends": "repetition", "tokens": [r"[^\s]+"]}, ["the the"]),
    ("The end. End it.", {"extends": "repetition", "tokens": [r"[^\s.]+"], "ignorecase": True}, []),
    ("colour and color", {"extends": "consistency", "either": {"colour": "color"}}, ["color"]),
    ("colour and colour", {"extends": "consistency", "either": {"colour": "color"}}, []),
    (
        "The WHO. Food Office (FAO) of the FAO.",
        {"extends": "conditional", "first": r"\b[A-Z]{3}\b", "second": r"\w+ \(([A-Z]{3})\)"},
        ["WHO"],
    ),
    ("# One two\n\n# One Two", {"extends": "capitalization", "scope": "heading", "match": "$title"}, ["One two"]),
    ("# One Two Four", {"extends": "capitalization", "scope": "heading", "match": "$sentence"}, ["One Two Four"]),
    ("# one", {"extends": "capitalization", "scope": "heading", "match": "$lower"}, []),
    ("Some words stand here.", {"extends": "metric", "formula": "words / sentences", "condition": "> 9"}, []),
    ("Some words stand here.", {"extends": "metric", "formula": "words / sentences", "condition": "> 3"}, [""]),
    ("Cat.", {"extends": "readability", "metrics": ["SMOG"], "grade": 2}, [""]),
    ("A wordd here, `wordd`.", {"extends": "spelling"}, ["wordd"]),
    ("A wordd and BAZ.", {"extends": "spelling", "filters": ["wordd"]}, []),
    ("A backtick in the namespaces, a wordd.", {"extends": "spelling"}, ["namespaces", "wordd"]),
    ("!!! note\n    A foo.", EXISTENCE, ["foo"]),
    ("{{< tip >}}\nA foo.\n{{< /tip >}}", EXISTENCE, ["foo"]),
    ("use foo", {"extends": "substitution", "swap": [{"foo": "bar"}, {"baz": "x"}]}, ["foo"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "keys", "matches"), FOUND)
def test_an_extension_point_finds(folder: Path, text: str, keys: dict[str, Any], matches: list[str]) -> None:
    assert marked(folder, text, **keys) == matches


def test_a_match_ends_before_markup(folder: Path) -> None:
    assert marked(folder, "A foo `code`.", extends="existence", nonword=True, tokens=[r"foo(?:\s|$)"]) == [
        "foo"
    ]


@pytest.fixture
def tagged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose configuration names a pipeline that knows the parts of speech of a few words."""
    monkeypatch.setattr("proselint_t.text.repository._opened", True)
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    for words, tag in (("team file tools", "NN"), ("using", "VBG"), ("are", "VBP"), ("we a the", "DT")):
        ruler.add(patterns=[[{"LOWER": word}] for word in words.split()], attrs={"TAG": tag})
    ruler.add(patterns=[[{"ORTH": "word"}]], attrs={"TAG": "NN"})
    nlp.to_disk(folder / "pipeline")
    (folder / ".proselint-t.yaml").write_text(
        f"vale: .vale.ini\nsentences: {{pipeline: {json.dumps(str(folder / 'pipeline'))}}}\n",
        encoding="utf-8",
    )
    return folder


SEQUENCES: list[tuple[str, list[dict[str, Any]], list[str]]] = [
    ("A file using tools. We using it.", [{"tag": "NN"}, {"pattern": "using"}], ["file using"]),
    ("A file using tools.", [{"pattern": "using"}, {"tag": "NN", "negate": True}], []),
    ("Using the tools, using a hammer.", [{"pattern": "[Uu]sing"}, {"tag": "NN", "skip": 1}], ["Using the tools"]),
    ("The team and the others are.", [{"tag": "NN", "skip": 3}, {"pattern": "are"}], ["team and the others are"]),
    ("The file's are.", [{"tag": "NN"}, {"pattern": "'s"}, {"pattern": "are"}], ["file's are"]),
    ("are", [{"tag": "NN"}, {"pattern": "are"}], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tokens", "matches"), SEQUENCES)
def test_a_sequence_asks_the_tagger(
    tagged: Path, text: str, tokens: list[dict[str, Any]], matches: list[str]
) -> None:
    assert marked(tagged, text, extends="sequence", tokens=tokens) == matches


@pytest.mark.parametrize(
    ("pipeline", "reason"),
    [
        ("", "it needs a tagger of words"),
        ("no_such_pipeline", "no spaCy pipeline «no_such_pipeline»"),
        ("blank", "does not tag words"),
        ("blank without leave", "is installed (it is a folder: --allow-outside lets it)"),
    ],
)
def test_a_sequence_without_a_tagger_does_not_run(folder: Path, pipeline: str, reason: str) -> None:
    spacy.blank("en").to_disk(folder / "blank")
    add(folder, extends="sequence", tokens=[{"tag": "NN"}, {"pattern": "using"}])
    name = json.dumps(str(folder / "blank") if "blank" in pipeline else pipeline)
    (folder / ".proselint-t.yaml").write_text(
        f"vale: .vale.ini\nsentences: {{pipeline: {name}}}\n", encoding="utf-8"
    )
    (folder / "page.md").write_text("A file using it.\n", encoding="utf-8")
    done = run("check", *(["--allow-outside"] if pipeline == "blank" else []), cwd=folder)
    assert done.code == 0
    assert f"the rule My.R does not run: {folder / 'styles' / 'My' / 'R.yml'}:1:" in done.err
    assert reason in done.err
    assert run("check", "--extend-select", "My.R", cwd=folder).code == 2


def test_a_sequence_without_parts_of_speech_needs_no_tagger(folder: Path) -> None:
    assert marked(folder, "Do so-called things.", extends="sequence", tokens=[{"pattern": "so-called"}]) == [
        "so-called"
    ]


MESSAGES = [
    ({"swap": {"foo": "bar"}, "message": "Use '%s', not '%s'."}, "Use 'bar', not 'foo'."),
    ({"swap": {"foo": "a|b"}, "message": "Use '%s', not '%s'."}, "Use 'a|b', not 'foo'."),
    (
        {"swap": {"foo": "a|b"}, "message": "Use '%s', not '%s'.", "action": {"name": "replace"}},
        "Use 'a' or 'b', not 'foo'.",
    ),
    ({"swap": {"foo": "a|b"}, "message": "Use '%s'?", "action": {"name": "replace"}}, "Use 'a' or 'b'?"),
    ({"swap": {"(f)oo": "$1ar"}, "message": "%s for %s; 100%%"}, "far for foo; 100%"),
]


@pytest.mark.parametrize(("keys", "message"), MESSAGES)
def test_a_message_is_filled(folder: Path, keys: dict[str, Any], message: str) -> None:
    add(folder, extends="substitution", **keys)
    assert [one.message for one in found(folder, "A foo.")] == [message]


def _swap(old: str, new: str, **more: Any) -> dict[str, Any]:
    return {
        "extends": "substitution",
        "ignorecase": True,
        "swap": {old: new},
        "action": {"name": "replace"},
        **more,
    }


def _spelled(word: str, how: str = "spellings") -> dict[str, Any]:
    return {"extends": "existence", "tokens": [word], "action": {"name": "suggest", "params": [how]}}


FIXES = [
    # (the rule, the text, what the safe fixes make of it, what the unsafe ones make of it)
    (_swap("e-mail", "email"), "E-mail me.", "Email me.", None),
    (_swap("javascript", "JavaScript"), "Some Javascript.", "Some JavaScript.", None),
    (_swap("javascript", "JavaScript"), "See javascript/x and a-javascript.", None, "See JavaScript/x and a-JavaScript."),
    (_swap("javascript", "JavaScript"), "He said «javascript».", None, None),
    (_swap("do not", "don't"), "> Do not.\n", None, None),
    (_swap("do not", "don't"), "> [!NOTE]\n> Do not.\n", None, "> [!NOTE]\n> Don't.\n"),
    (_swap("cloud", "Big Cloud", ignorecase=False) | {"swap": {"[Cc]loud": "Big Cloud"}}, "A cloud.", None, None),
    (_swap("(?<=a )cloud", "big cloud", nonword=True), "Not a cloud.", None, "Not a big cloud."),
    (_swap("camelcase", "camel case"), "Write camelCase.", None, "Write camel case."),
    (_swap("may", "can, might"), "It may fail.", None, "It can, might fail."),
    (_swap("may", "can|might"), "It may fail.", None, "It can fail."),
    (_swap("do not", "don't"), "Do not.", None, "Don't."),
    (_swap("web site", "website"), "WEB SITE", None, "WEBSITE"),
    (_swap("changelog", "CHANGELOG"), "Changelog of it.", None, "CHANGELOG of it."),
    (_swap("hardcoded", "hard-coded"), "A hardcoded path.", "A hard-coded path.", None),
    (_swap("hardcoded", "hard-coded"), "# A hardcoded path", None, "# A hard-coded path"),
    (_swap("hardcoded", "hard-coded"), "See [A hardcoded path](x.md).", None, "See [A hard-coded path](x.md)."),
    (_swap("set-up", "setup"), "Get set-up now.", None, "Get setup now."),
    (_swap("blue tooth", "Blue tooth"), "A blue tooth.", None, "A Blue tooth."),
    (_swap("Distributed Tracing", "distributed tracing", ignorecase=False), "Of Distributed Tracing.", None, "Of Distributed tracing."),
    (_swap("javascript", "JavaScript"), "# Some Javascript", "# Some JavaScript", None),
    (_swap(r"e\.g\.", "for example", nonword=True), "See e.g. this.", None, "See for example this."),
    (_swap("foo", "use [this]"), "A foo.", None, None),
    (_spelled("definately"), "It is definately so.", None, "It is definitely so."),
    (_spelled("surely"), "It is surely so.", None, None),
    (_spelled("definately", "own.tengo"), "It is definately so.", None, None),
    (
        {"extends": "existence", "tokens": ["very"], "action": {"name": "remove"}},
        "A very big one, very.",
        None,
        "A big one,.",
    ),
    (
        {"extends": "existence", "nonword": True, "tokens": [r"\.  \w"], "action": {"name": "edit", "params": ["regex", "  ", " "]}},
        "One.  Two.",
        None,
        "One. Two.",
    ),
    (
        {"extends": "repetition", "tokens": [r"\w+"], "action": {"name": "edit", "params": ["truncate", " "]}},
        "It is is so.",
        None,
        "It is so.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "text", "safe", "unsafe"), FIXES)
def test_advice_is_not_a_fix(
    folder: Path, keys: dict[str, Any], text: str, safe: str | None, unsafe: str | None
) -> None:
    add(folder, **keys)
    fixes = [one.fix for one in found(folder, text) if one.fix is not None]
    for wanted, applicability in ((safe, Applicability.SAFE), (unsafe, Applicability.UNSAFE)):
        edits = [edit for fix in fixes if fix.applicability is applicability for edit in fix.edits]
        assert (apply_edits(text, edits) if edits else None) == (wanted if wanted != text else None)


DIRECTIVES = [
    ("<!-- vale off -->\n\nfoo\n\n<!-- vale on -->\n\nfoo 2", 1),
    ("<!-- vale My.R = NO -->\n\nfoo\n\n<!-- vale My.R = YES -->\n\nfoo", 1),
    ('<!-- vale My.R["foo"] = NO -->\n\nfoo', 0),
    ("<!-- vale My = NO -->\n\nfoo", 0),
    ("foo. <!-- vale off -->foo<!-- vale on -->", 1),
]


@pytest.mark.parametrize(("text", "count"), DIRECTIVES)
def test_comments_silence(folder: Path, text: str, count: int) -> None:
    assert len(marked(folder, text, **EXISTENCE)) == count


def test_ignored_parts_keep_the_places_of_the_others(folder: Path) -> None:
    ini = "StylesPath = styles\n[*.md]\nBasedOnStyles = My\nTokenIgnores = (\\$[^$]+\\$)\nBlockIgnores = (?s) *({{<.*?>}})\n"
    (folder / ".vale.ini").write_text(ini, encoding="utf-8")
    text = "$foo$ foo\n\n{{< foo >}}\n\nand foo"
    add(folder, **EXISTENCE)
    assert [one.span.start for one in found(folder, text)] == [6, text.rindex("foo")]


def test_a_rule_that_cannot_run_costs_itself_only(folder: Path) -> None:
    add(folder, **EXISTENCE)
    style = folder / "styles" / "My"
    (style / "Broken.yml").write_text("extends: existence\nmessage: x\ntokens: ['(x']\n", encoding="utf-8")
    (style / "Script.yml").write_text("extends: script\nmessage: x\nscript: x\n", encoding="utf-8")
    (style / "stray.yml").write_text("a: b\n", encoding="utf-8")
    (folder / "page.md").write_text("A foo.\n", encoding="utf-8")
    done = run("check", cwd=folder)
    assert (done.code, "My.R" in done.out) == (1, True)
    assert "Broken.yml:3:9: tokens" in done.err
    assert "Script.yml:1:10: extends: its Tengo script is not run" in done.err
    assert "stray" not in done.err
    assert run("check", "--strict-styles", cwd=folder).code == 2
    assert run("check", "--extend-select", "My.Broken", cwd=folder).code == 2


def test_a_pattern_that_runs_away_costs_its_rule_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROSELINT_T_RULE_SECONDS", "0.05")
    add(folder, extends="existence", nonword=True, tokens=[r"(x+x+)+y(?=\b)"])
    (folder / "styles" / "My" / "Q.yml").write_text(
        json.dumps(EXISTENCE | {"message": "q"}), encoding="utf-8"
    )
    text = "foo " + "xy".replace("y", "x" * 40) + " z"
    resolver = Resolver(CommandLine())
    settings = resolver.for_file(folder / "page.md")
    report = check(Source(text, "page.md"), settings.rules)
    assert {one.rule for one in report.violations} <= {"My.Q", "My.R"}
    assert "My.Q" in {one.rule for one in report.violations}


def test_the_texts_that_match_are_found_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = compile_pattern("b+")
    assert pattern.among(["a", "b", "ab", ""]) == [1, 2]
    monkeypatch.setattr("proselint_t.rules.matching.patterns._MOMENT", -1)
    assert pattern.among(["a", "b", "ab", ""]) == [1, 2]


def test_a_long_vocabulary_is_looked_up(folder: Path) -> None:
    words = folder / "styles" / "config" / "vocabularies" / "Big"
    words.mkdir(parents=True)
    (words / "accept.txt").write_text("\n".join(f"word{n}" for n in range(100_000)), encoding="utf-8")
    ini = "StylesPath = styles\nVocab = Big\n[*.md]\nBasedOnStyles = My\n"
    (folder / ".vale.ini").write_text(ini, encoding="utf-8")
    assert marked(folder, "word7 word100001", extends="existence", tokens=[r"word\d+"]) == ["word100001"]


def test_terms_are_looked_up_the_longest_first(folder: Path) -> None:
    words = folder / "styles" / "config" / "vocabularies" / "V"
    words.mkdir(parents=True)
    (words / "accept.txt").write_text("Python\n[Pp]ython 3\nOpen Door\ndoor\n", encoding="utf-8")
    ini = "StylesPath = styles\nVocab = V\n[*]\nVale.Terms = YES\n"
    (folder / ".vale.ini").write_text(ini, encoding="utf-8")
    text = "A python, python 3, pythons, _python, an open door, an Open Door, a Door."
    assert [one.message for one in found(folder, text)] == [
        "Use 'Python' instead of 'python'.",
        "Use 'Open Door' instead of 'open door'.",
        "Use 'door' instead of 'Door'.",
    ]


def test_an_accepted_phrase_excuses_other_words_not_its_own_capitals(folder: Path) -> None:
    words = folder / "styles" / "config" / "vocabularies" / "V"
    words.mkdir(parents=True)
    (words / "accept.txt").write_text("Open Door\n", encoding="utf-8")
    (folder / ".vale.ini").write_text("StylesPath = styles\nVocab = V\n[*]\nBasedOnStyles = My\n", "utf-8")
    keys = {"extends": "substitution", "ignorecase": True, "swap": {"door": "Door", "open": "wide"}}
    assert marked(folder, "An Open Door, an open door, a door.", **keys) == ["door", "door"]


def test_a_vocabulary_that_is_no_utf8_is_named(folder: Path) -> None:
    words = folder / "styles" / "config" / "vocabularies" / "V"
    words.mkdir(parents=True)
    (words / "accept.txt").write_bytes(b"caf\xe9\n")
    (folder / ".vale.ini").write_text("StylesPath = styles\nVocab = V\n[*]\nBasedOnStyles = My\n", "utf-8")
    with pytest.raises(ConfigError, match=r"accept\.txt: not UTF-8"):
        found(folder, "Text.")


def test_a_vocabulary_gives_terms(folder: Path) -> None:
    words = folder / "styles" / "config" / "vocabularies" / "V"
    words.mkdir(parents=True)
    (words / "accept.txt").write_text("# names\nGitHub\n[Pp]roduct\n", encoding="utf-8")
    (words / "reject.txt").write_text("gizmo\n", encoding="utf-8")
    ini = "StylesPath = styles\nVocab = V\n[*]\nVale.Terms = YES\nVale.Avoid = warning\n"
    (folder / ".vale.ini").write_text(ini, encoding="utf-8")
    said = [(one.rule, str(one.severity), one.message) for one in found(folder, "A github product gizmo.")]
    assert said == [
        ("Vale.Terms", "error", "Use 'GitHub' instead of 'github'."),
        ("Vale.Avoid", "warning", "Avoid using 'gizmo'."),
    ]


SECTIONS = """
StylesPath = styles  # ours
MinAlertLevel = warning
[*]
BasedOnStyles = A, \\
  B
A.One = NO
[*.{md,txt}]
A.Two = error
[docs/**]
BasedOnStyles = C
"""


@pytest.mark.parametrize(
    ("rule", "path", "on"),
    [
        ("A.Two", "x.md", True),
        ("A.One", "x.md", False),
        ("B.Any", "x.py", True),
        ("B.Any", "docs/x.md", False),
        ("C.Any", "docs/x.md", True),
        ("A.Two", "docs/x.rst", False),
    ],
)
def test_sections_hold_for_files(tmp_path: Path, rule: str, path: str, on: bool) -> None:
    (tmp_path / "styles").mkdir()
    config = parse_ini(SECTIONS, tmp_path / ".vale.ini")
    assert config.runs(rule, path) is on
    assert (config.least, config.levels) == ("warning", {"A.Two": "error"})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("no equals sign", ":1: expected a section"),
        ("StylesPath = nowhere", ":1: StylesPath: there is no folder «nowhere»"),
        ("Packages = X\nStylesPath = gone", "packages are not downloaded: put their styles into"),
        ("MinAlertLevel = loud", ":1: MinAlertLevel: unknown value «loud»"),
        ("BasedOnStyles = X", ":1: BasedOnStyles: it holds for files"),
        ("[*.md]\nVocab = X", ":2: Vocab: it holds for everything"),
        ("[*.md]\nCommentDelimiters = {/*", "expected two delimiters with a comma between, found 1"),
        ("Vocab = Gone", ":1: Vocab: there is no vocabulary «Gone»"),
    ],
)
def test_faults_of_a_configuration_are_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_ini(text, tmp_path / ".vale.ini")
    assert problem in str(caught.value)


def test_configurations_of_packages_come_first(folder: Path) -> None:
    add(folder, **EXISTENCE)
    pipeline = folder / "styles" / ".vale-config"
    pipeline.mkdir()
    (pipeline / "0-Other.ini").write_text("[*.md]\nBasedOnStyles = Other\nMy.R = NO\n", encoding="utf-8")
    config = parse_ini("StylesPath = styles\n[*.md]\nBasedOnStyles = My\nMy.R = YES\n", folder / ".vale.ini")
    assert config.settings.styles == ("Other", "My")
    assert not config.runs("My.R", "page.md")
    (pipeline / "1-Bad.ini").write_text("[*.md]\nVocab = X\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"1-Bad\.ini:2: Vocab"):
        parse_ini("StylesPath = styles\n", folder / ".vale.ini")


@pytest.mark.parametrize(("repository", "opened"), [(True, True), (False, False)])
def test_styles_may_lie_outside(
    folder: Path, monkeypatch: pytest.MonkeyPatch, repository: bool, opened: bool
) -> None:
    monkeypatch.setattr("proselint_t.text.repository._opened", opened)
    inner = folder / "inner"
    inner.mkdir()
    if repository:
        (inner / ".git").mkdir()
    (inner / ".vale.ini").write_text("StylesPath = ../styles\n[*.md]\nBasedOnStyles = My\n", encoding="utf-8")
    add(folder, **EXISTENCE)
    assert [one.rule for one in found(inner, "A foo.")] == ["My.R"]


def test_a_style_that_names_itself_ends(folder: Path) -> None:
    add(folder, **EXISTENCE)
    style = folder / "styles" / "My"
    (style / "Self.yml").write_text("extends: My.Self\nmessage: x\ntokens: [foo]\n", encoding="utf-8")
    (style / "My").symlink_to(style, target_is_directory=True)
    (folder / "page.md").write_text("A foo.\n", encoding="utf-8")
    done = run("check", cwd=folder)
    assert (done.code, done.out.count("My.R"), "Self.yml:1:10" in done.err) == (1, 1, True)


def test_a_configuration_of_vales_is_taken_aloud(folder: Path) -> None:
    (folder / "page.md").write_text("A foo.\n", encoding="utf-8")
    (folder / "other.md").write_text("A foo.\n", encoding="utf-8")
    taken = f"{folder / '.vale.ini'} is taken: there is no configuration of ours"
    assert run("check", cwd=folder).err.count(taken) == 1
    assert taken not in run("check", "--quiet", cwd=folder).err
    assert taken not in run("check", "--config", ".vale.ini", cwd=folder).err


def test_folders_are_searched_for_what_sections_take(folder: Path) -> None:
    add(folder, **EXISTENCE)
    ini = (
        "StylesPath = styles\n[formats]\nnote = txt\nmdx = html\n[*.{note,txt,mdx,py}]\nBasedOnStyles = My\n"
    )
    (folder / ".vale.ini").write_text(ini, encoding="utf-8")
    for name in ("a.md", "a.txt", "a.note", "a.mdx", "a.py", "a.rst"):
        (folder / name).write_text("A foo.\n", encoding="utf-8")
    assert run("check", "--show-files", cwd=folder).out.split() == ["a.md", "a.note", "a.txt"]
    assert run("check", cwd=folder).out.count("My.R") == 2
    own = "vale: .vale.ini\nextensions: [md]\n"
    (folder / ".proselint-t.yaml").write_text(own, encoding="utf-8")
    assert run("check", "--show-files", cwd=folder).out.split() == ["a.md"]


def test_syntax_may_be_ignored(folder: Path) -> None:
    add(folder, **EXISTENCE)
    (folder / "page.md").write_text("`foo` and\n\n    foo\n", encoding="utf-8")
    assert "My.R" not in run("check", cwd=folder).out
    assert run("check", "--ignore-syntax", cwd=folder).out.count("My.R") == 2
    (folder / ".proselint-t.yaml").write_text("styles: [styles]\n", encoding="utf-8")
    assert run("check", "--ignore-syntax", "--select", "My", cwd=folder).out.count("My.R") == 2


def test_a_configuration_may_be_required(folder: Path) -> None:
    (folder / "page.md").write_text("Fine.\n", encoding="utf-8")
    assert run("check", "--require-config", cwd=folder).code == 0
    (folder / ".vale.ini").unlink()
    done = run("check", "--require-config", cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert "there is no configuration, here or in a folder above" in done.err
    assert run("check", "--require-config", "--isolated", cwd=folder).code == 2


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("`foo` foo", ["foo", "foo"]),
        ("<!-- vale My.R = NO -->\n\nfoo", ["foo"]),
        ("<!-- vale off -->\n\nfoo", []),
        ("<!-- vale off -->\n\nfoo\n\n<!-- vale on -->", ["foo"]),
        ("`vale off` foo", ["foo"]),
    ],
)
def test_what_reads_the_source_alone_needs_no_blocks(folder: Path, text: str, marks: list[str]) -> None:
    assert marked(folder, text, **EXISTENCE, scope="raw") == marks
    rules = Resolver(CommandLine()).for_file(folder / "page.md").rules
    assert [one.rule.reach for one in rules if one.rule.meta.id == "My.R"] == [Reach.SOURCE]


@pytest.mark.parametrize(
    "keys",
    [
        {"extends": "substitution", "swap": {"foo": "bar"}, "scope": "raw"},
        {**EXISTENCE, "scope": "raw", "action": {"name": "remove"}},
        {**EXISTENCE, "scope": ["raw", "text"]},
    ],
)
def test_what_mends_sees_the_document(folder: Path, keys: dict[str, Any]) -> None:
    add(folder, **keys)
    rules = Resolver(CommandLine()).for_file(folder / "page.md").rules
    assert [one.rule.reach for one in rules if one.rule.meta.id == "My.R"] == [Reach.DOCUMENT]


def test_a_dictionary_is_in_utf_8(folder: Path) -> None:
    dictionaries = folder / "styles" / "config" / "dictionaries"
    dictionaries.mkdir(parents=True)
    (dictionaries / "own.aff").write_text("SFX S N 1\nSFX S а ы [дм]а\n", encoding="utf-8")
    (dictionaries / "own.dic").write_text("2\nсхема/S\nдом\n", encoding="utf-8")
    keys = {"extends": "spelling", "custom": True, "dictionaries": ["own"]}
    assert marked(folder, "схемы дом дома", **keys) == ["дома"]


def test_a_list_of_words_keeps_its_capitals(folder: Path) -> None:
    (folder / "styles" / "words.txt").write_text("Zorblax\nfrobnitz\n", encoding="utf-8")
    keys = {"extends": "spelling", "ignore": "words.txt"}
    assert marked(folder, "Zorblax zorblax frobnitz Frobnitz", **keys) == ["zorblax"]


def test_packages_are_not_downloaded(folder: Path) -> None:
    add(folder, **EXISTENCE)
    ini = "StylesPath = styles\nPackages = Other\n[*.md]\nBasedOnStyles = My, Other\n"
    (folder / ".vale.ini").write_text(ini, encoding="utf-8")
    resolver = Resolver(CommandLine())
    resolver.for_file(folder / "page.md")
    where = f"no style «Other» in {folder / 'styles'} (packages are not downloaded)"
    assert any(where in note for note in resolver.notes)


def test_a_transform_is_left_out_by_name(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    config = parse_ini("[*.xml]\nTransform = a.xsl\n", tmp_path / ".vale.ini")
    assert config.notes == ("Transform = a.xsl: an XSLT stylesheet is not run",)


def test_the_preset_stays_out_unless_it_is_named(folder: Path) -> None:
    add(folder, **EXISTENCE)
    (folder / "page.md").write_text("A foo in javascript.\n", encoding="utf-8")
    assert "typography.terms" not in run("check", cwd=folder).out
    assert "typography.terms" in run("check", "--preset", "docs", cwd=folder).out
    assert run("check", "--min-severity", "error", cwd=folder).code == 0


def test_a_bad_pattern_in_a_vocabulary_costs_itself_only(folder: Path) -> None:
    words = folder / "styles" / "config" / "vocabularies" / "V"
    words.mkdir(parents=True)
    (words / "accept.txt").write_text("foo 2\n(x\n", encoding="utf-8")
    (folder / ".vale.ini").write_text(
        "StylesPath = styles\nVocab = V\n[*]\nBasedOnStyles = My\n", encoding="utf-8"
    )
    assert marked(folder, "A foo, a foo 2.", **EXISTENCE) == ["foo"]
    resolver = Resolver(CommandLine())
    resolver.for_file(folder / "page.md")
    assert f"{words / 'accept.txt'}:2: the pattern «(x» does not compile" in resolver.notes[-1]
    with pytest.raises(RuleError, match=r"accept\.txt:2"):
        Resolver(CommandLine(strict_styles=True)).for_file(folder / "page.md")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("See Dr. Who, e.g. Now.", ["See Dr. Who, e.g. Now."]),
        ("Really? Yes!", ["Really?", "Yes!"]),
        ("You and I. Did Albert I. Jones?", ["You and I.", "Did Albert I. Jones?"]),
        ("Well . . . so.", ["Well . . . so."]),
        ("Well . . . So it is.", ["Well . . . So it is."]),
        ("Well . . . . So it is.", ["Well . . . .", "So it is."]),
    ],
)
def test_sentences(text: str, ends: list[str]) -> None:
    assert [text[slice(*span)] for span in vale_sentences(text)] == ends


def test_casing() -> None:
    assert title_case("a tale of two cities", Casing()) == "A Tale of Two Cities"
    assert title_case("walking with care", Casing(), chicago=True) == "Walking with Care"
    assert sentence_case("Using Big iOS Tools", Casing(("iOS",))) == "Using big iOS tools"


@pytest.mark.parametrize(
    ("glob", "path", "taken"),
    [
        ("*.md", "a/b.md", True),
        ("a/**/*.md", "a/b.md", True),
        ("!a/**", "a/b", False),
        ("*.{md,x}", "q.x", True),
    ],
)
def test_globs(glob: str, path: str, taken: bool) -> None:
    assert glob_takes(glob, path) is taken
