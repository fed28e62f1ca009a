"""Repositories made to hold a run up: each ends within ten seconds of the processor, and says why."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.test_inputs import POSIX, bounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = POSIX
EVIL = "'(?:a|aa)+[bc][!?]'"
LINE = "a" * 45 + ".\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".proselint-t.yaml").write_text("preset: docs\n", encoding="utf-8")
    (tmp_path / "page.md").write_text("Our site is new.\n", encoding="utf-8")
    return tmp_path


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def config(folder: Path, text: str) -> None:
    (folder / ".proselint-t.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", ["existence", "occurrence", "vale"])
def test_one_budget_for_a_rule_and_a_document(folder: Path, kind: str) -> None:
    """400 paragraphs, each of which a limit of five seconds would have let pass."""
    extends = "occurrence\nmax: 1\ntoken: " if kind == "occurrence" else "existence\ntokens:\n- "
    raw = f"extends: {extends}{EVIL}\nmessage: No.\nlevel: error\n"
    name = "styles__Own__Slow_dot_yml" if kind == "vale" else "styles__Own__Slow_dot_yaml"
    write(folder, **{name: raw}, page_dot_md=LINE * 400)
    config(folder, "styles: [styles]\nselect: [Own]\n")
    code, told = bounded("check", "page.md", cwd=folder)
    assert code == 0, "a rule of the user's that cannot run is said"
    assert "note: the rule Own.Slow does not run: it took" in told
    assert "took too long and was stopped (PROSELINT_T_RULE_SECONDS sets another bound)" in told


def test_one_budget_for_a_document(folder: Path) -> None:
    for number in range(40):
        rule = f"extends: existence\nmessage: No.\nlevel: error\nscope: text\nquotations: check\ntokens: [{EVIL}, x{number}]\n"
        write(folder, **{f"styles__Own__R{number}_dot_yaml": rule})
    write(folder, page_dot_md="a" * 34 + ".\n")
    config(folder, "styles: [styles]\nselect: [Own]\n")
    code, told = bounded("check", "page.md", cwd=folder)
    assert code == 2
    assert "was stopped: all the rules together took too long (PROSELINT_T_DOCUMENT_SECONDS sets" in told


def test_a_budget_can_be_set(folder: Path) -> None:
    write(
        folder,
        styles__Own__Slow_dot_yaml=f"extends: existence\nmessage: No.\nquotations: check\ntokens: [{EVIL}]\n",
    )
    write(folder, page_dot_md=LINE * 400)
    config(folder, "styles: [styles]\nselect: [Own]\n")
    code, told = bounded("check", "page.md", cwd=folder, cpu=4, PROSELINT_T_RULE_SECONDS="0.5")
    assert (code, "the rule Own.Slow took too long" in told) == (2, True)


@pytest.mark.parametrize("format_", ["json", "sarif", "gitlab", "full"])
def test_a_sentence_with_a_violation_in_each_word(folder: Path, format_: str) -> None:
    write(folder, page_dot_md="word " * 12_000)
    code, told = bounded(
        "check", "-q", "--preset", "answer", "--output-format", format_, "page.md", cwd=folder
    )
    assert (code, told) == (1, "")


@pytest.mark.parametrize("scope", ["span", "block"])
def test_a_mask_that_runs_away(folder: Path, scope: str) -> None:
    config(folder, f"preset: docs\nmask: {{{scope}: [{EVIL}]}}\n")
    write(folder, page_dot_md=LINE * 400)
    code, told = bounded("check", "page.md", cwd=folder)
    assert code == 2
    assert "the mask «(?:a|aa)+[bc][!?]» took too long and was stopped" in told


PATTERN = "*a" * 60 + "b"


@pytest.mark.parametrize("where", ["ignore", "exclude", "overrides", "vale"])
def test_patterns_of_files_that_backtrack(folder: Path, where: str) -> None:
    name = "a" * 200
    write(folder, **{f"{name}_dot_md": "Our site is new.\n"})
    if where == "ignore":
        (folder / ".gitignore").write_text(f"{PATTERN}\n", encoding="utf-8")
    elif where == "vale":
        config(folder, "vale: .vale.ini\npreset: docs\n")
        (folder / ".vale.ini").write_text(f"[{PATTERN}]\nVale.Repetition = YES\n", encoding="utf-8")
    else:
        entry = f"[{{files: '{PATTERN}', preset: answer}}]" if where == "overrides" else f"['{PATTERN}']"
        config(folder, f"preset: docs\n{where}: {entry}\n")
    code, told = bounded("check", ".", cwd=folder)
    assert (code, "Found 2 violations" in told) == (1, True)


def test_sets_without_an_end(folder: Path) -> None:
    (folder / ".gitignore").write_text("[a-" * 50_000 + "\n", encoding="utf-8")
    config(folder, f"preset: docs\nexclude: ['{'[a' * 50_000}']\n")
    code, told = bounded("check", ".", cwd=folder)
    assert (code, "a set without an end" in told or "is no pattern of files" in told) == (2, True)
    assert len(told) < 5000, "a long value is not told whole"


def test_a_pattern_of_vale_has_a_budget(folder: Path) -> None:
    """Braces in it leave no way but to try."""
    write(folder, **{f"{'a' * 200}_dot_md": "Our site is new.\n"})
    config(folder, "vale: .vale.ini\npreset: docs\n")
    (folder / ".vale.ini").write_text(
        f"[{'{a,aa,*}' * 30}{{0,1}}]\nVale.Repetition = YES\n", encoding="utf-8"
    )
    code, told = bounded("check", ".", cwd=folder)
    assert (code, "the pattern of files «{a,aa,*}" in told, "took too long" in told) == (2, True, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "a." * 200_000 + "a = 1",
            "nested deeper than 100 levels (PROSELINT_T_MAX_LEVELS sets another bound)",
        ),
        ("x = " + "9" * 500_000, "not valid TOML"),
        ("x = " + "[" * 500_000, "nested deeper than 100 levels"),
        ("x = " + "{a=" * 200_000, "nested deeper than 100 levels"),
        ("x = " + f"{{{'a.' * 99}a = " * 11 + "1" + "}" * 11, "nested deeper than 100 levels"),
        ("\n".join(f"a{n} = 1" for n in range(60_000)), "unknown key «a0»"),
        ("terms = {" + ", ".join(f"a{n} = []" for n in range(60_000)) + "}", None),
        ("x = 1\n" * 2, "not valid TOML: Cannot overwrite a value"),
        ("#" * 1_000_001, "it holds more than 1,000,000 characters"),
        ("select = [" + "'english',\n" * 60_000 + "]", None),
    ],
    ids=["parts", "digits", "lists", "tables", "both", "keys", "terms", "twice", "large", "list"],
)
def test_a_table_of_toml(folder: Path, text: str, told: str | None) -> None:
    (folder / ".proselint-t.yaml").unlink()
    write(folder, pyproject_dot_toml=f"[tool.proselint_t]\n{text}\n")
    code, said = bounded("check", "page.md", cwd=folder)
    assert code in ({2} if told else {0, 1})
    assert (told or "violation") in said


@pytest.mark.parametrize(
    "text",
    [
        "<!-- proselint-t-disable english.website -->\n" * 8000,
        "<!-- proselint-t-disable-line x -->" * 8000,
        "Our site. <!-- proselint-t-disable-line english -->\n" * 3000,
        "<!-- proselint-t-disable\n" * 10_000,
        "<!-- proselint-t-disable " + "english " * 40_000 + "-->\n",
        *(mark * 400_000 for mark in ".!?"),
        "a." * 100_000,
        "." * 100_000 + " A" + "!?" * 100_000 + " b.",
        "Word" + "…" * 300_000 + "?!" * 10_000,
        "> " * 100_000 + "A word.",
        ("> " * 150 + "- " * 60 + "a word\n") * 50,
        "two " * 25_000,
        "1  " * 25_000,
        "<!-- proselint-t-disable-next-line x -->\n\na\n\n" * 3000,
        "[^a]: b\n\n" * 4000 + "[^a]" * 4000,
        "[a" * 30_000,
        "`" * 20_000 + "`a" * 10_000,
        "a\\\n" * 30_000,
        "---\r\n" + "A line of a file from Windows.\r\n" * 3000,
        "---\nlang: en" + "_a" * 20_000 + "!\n---\n",
        "a-" * 50_000,
        "Text \\begin{a}\n" * 8000,
    ],
    ids=lambda text: f"{text[:28]!a} {len(text)}",
)
def test_documents(folder: Path, text: str) -> None:
    write(folder, page_dot_md=text)
    code, told = bounded("check", "-q", "page.md", cwd=folder)
    assert code in {0, 1}
    assert "error" not in told


@pytest.mark.parametrize(
    ("beginning", "end"),
    [
        ("{/* a", ""),
        ("{% raw %}\n\n{% endcode %}", ""),
        ("{% raw %} x", "{% endx %}"),
        (":LOGBOOK:\na", ":END: a\n:END:"),
        ("\\begin{a}", ""),
        ("\\begin{a*}", "\\end{a}"),
        ("Text \\begin{a}", "\\end{b}"),
    ],
)
def test_beginnings_without_an_end(folder: Path, beginning: str, end: str) -> None:
    """The document is read for their ends once, and not once for each of them."""
    write(folder, page_dot_md=f"{beginning}\n\n" * 20_000 + end)
    code, told = bounded("check", "--no-cache", "page.md", cwd=folder, cpu=20)
    assert code in {0, 1}
    assert "violation" in told


@pytest.mark.parametrize("piece", ["...", "?! ", "ё", "1.", "item ", "two ", "двух ", "a.b", "«", "%%"])
def test_documents_with_sentences(folder: Path, piece: str) -> None:
    """The rules of this preset ask for sentences, languages and numbers."""
    write(folder, page_dot_md=piece * (30_000 // len(piece)))
    ends_as_an_answer(folder)


@pytest.mark.parametrize(
    "text",
    [
        "Done! " + "🎉" * 5000 + "yes, it is. Then go.\n",
        "Done. " + "(" * 5000 + "yes, it is. Then go.\n",
        "Done. `" + "```" * 10_000 + " it is. Then go.\n",
        "<!-- kept -->" * 1000 + "It is here. Then go. " * 1000 + "\n",
        "It is " + "(" * 5000 + "for example a list.\n",
        "> " + "![a\r b](x)" * 3000 + "for example.\n",
        "`a` <!-- proselint-t-enable -->" * 2000 + "\n",
    ],
    ids=lambda text: ascii(text[:9]),
)
def test_sentences_behind_a_run(folder: Path, text: str) -> None:
    write(folder, page_dot_md=text)
    ends_as_an_answer(folder)


@pytest.mark.parametrize("text", ["You need " + "1." * 30_000, "Ab " + "the the 1-" * 6000 + " It's b"])
def test_patterns_of_bundled_rules(folder: Path, text: str) -> None:
    config(folder, "preset: answer\nrules: {english.obligation: {imperatives: true}}\n")
    write(folder, page_dot_md=text)
    code, told = bounded("check", "--no-cache", "-q", "page.md", cwd=folder, cpu=4)
    assert code in {0, 1}
    assert "took" not in told


def test_fixes_that_are_refused_one_by_one(folder: Path) -> None:
    """Each of them would have the text read again, in each round of `fix`."""
    write(folder, page_dot_md="===\ndon't ~~[" * 2460 + "src/a.py " + " - § 4.2 <b><b>" * 2000)
    for command in (["check"], ["fix", "--diff"], ["fix"]):
        code, told = bounded(*command, "--preset", "answer", "--no-cache", "page.md", cwd=folder)
        assert code == 1
        assert "fixes were not proved harmless" in told


_EDIT = "1.\nDefect: 1.\nPoint: 1.\nAction: replace.\nOld: «The page is long.»\nNew: "
_INSERTION = "{0}.\nDefect: 1.\nPoint: 1.\nAction: insert-after.\nOld: «The page is long.»\nNew: word{0}\n"


@pytest.mark.parametrize(
    ("list_of_defects", "reply"),
    [
        ("&amp;" * 100_000, ""),
        ("", _EDIT + "see point 1.2 " * 5000),
        ("", "```yaml\n" * 20_000),
        ("", "".join(_INSERTION.format(number) for number in range(1, 4001))),
    ],
    ids=["cells", "references", "fences", "insertions"],
)
def test_lists_and_replies(folder: Path, list_of_defects: str, reply: str) -> None:
    write(folder, answer_dot_md="1) The page is long.\n", reply_dot_md=reply)
    write(folder, defects_dot_md=list_of_defects or "1.\nPoint: 1.\nRemark: Long.\n")
    command = ["edits", "check", "reply.md", "--answer", "answer.md", "--defects", "defects.md"]
    code, told = bounded(*(command if reply else ["map", "answer.md", "defects.md"]), cwd=folder)
    assert code in {0, 1, 2}
    assert told


@pytest.fixture
def deepest(folder: Path) -> Iterator[Path]:
    """As long a path as git writes; pytest cannot remove it."""
    here = folder
    for _ in range(15):
        here /= "/".join(["a"] * 80)
        here.mkdir(parents=True)
    (here / "page.md").write_text("Our site is new.\n", encoding="utf-8")
    yield here.relative_to(folder) / "page.md"
    subprocess.run(["rm", "-rf", folder / "a"], check=True)


def test_a_thousand_folders_each_in_the_one_before(folder: Path, deepest: Path) -> None:
    told = "in more than 100 others (PROSELINT_T_MAX_FOLDERS sets another bound)"
    code, said = bounded("check", ".", cwd=folder)
    assert (code, told in said, "Found 1 violation" in said) == (2, True, True)
    code, said = bounded("check", str(deepest), cwd=folder)
    assert (code, "Found 1 violation" in said) == (1, True)
    config(folder, "vale: .vale.ini\npreset: docs\n")
    (folder / ".vale.ini").write_text("StylesPath = .\n[*.md]\nBasedOnStyles = a\n", encoding="utf-8")
    code, said = bounded("check", "page.md", cwd=folder)
    assert (code, told in said) == (2, True)


def test_many_terms_over_many_paragraphs(folder: Path) -> None:
    config(
        folder, "preset: docs\nterms: {" + ", ".join(f"Wa{number}: []" for number in range(20_000)) + "}\n"
    )
    write(folder, page_dot_md="A word.\n\n" * 3000)
    assert bounded("check", "-q", "--no-cache", "page.md", cwd=folder)[0] in {0, 1}


def test_fences_without_an_end_for_a_first_configuration(folder: Path) -> None:
    (folder / ".proselint-t.yaml").unlink()
    write(folder, page_dot_md="x\n```markdown\na\n" * 30_000)
    assert bounded("init", cwd=folder)[0] == 0


def ends_as_an_answer(folder: Path) -> None:
    code, told = bounded("check", "-q", "--preset", "answer", "page.md", cwd=folder)
    assert code in {0, 1}
    assert "error" not in told
