"""Bundles that are wrong, hostile or very large: told in words, and never in more than linear time."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from proselint_t.cli.bundle import bundle as command
from proselint_t.config import CommandLine, Resolver
from proselint_t.notation import companions
from proselint_t.notation.companions import bundle_of, read_bundle
from proselint_t.notation.graph import graph_of
from proselint_t.notation.language import notation
from proselint_t.notation.setup import Setup
from proselint_t.text.errors import ConfigError, InputError
from proselint_t.text.inputs import at_rest
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def kinds_of(*sources: Source, setup: Setup | None = None) -> list[str]:
    bundle = read_bundle(sources, setup or Setup())
    return [fault.kind for page in bundle.pages for fault in bundle.faults(page)]


def configured(folder: Path, text: str) -> Any:
    config = folder / f"{len(list(folder.iterdir()))}.yaml"  # a configuration is read once in a process
    config.write_text(text, "utf-8")
    return Resolver(CommandLine(config=config, preset="notation")).for_file(folder / "T.md")


def test_a_document_of_the_bundle_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"T\.md: a document of the bundle, .*O\.md, cannot be read"):
        bundle_of(Source("# 1.\n", str(tmp_path / "T.md")), [tmp_path / "O.md"])
    (tmp_path / "B.md").write_text("# 1. `T.md`\n# 2. `X.md`\n# 3. `../secret/O.md`\n", "utf-8")
    (tmp_path / "T.md").write_text("# 1.\nSee `X.md` §4 and §1.\n", "utf-8")
    result = run("check", "--isolated", tmp_path)
    assert "X.md is named, and is not there" in result.output
    assert "../secret/O.md is left out: it lies outside the folder" in result.output
    assert "unresolved" not in result.output


def test_an_open_document_need_not_be_on_disk(tmp_path: Path) -> None:
    source = Source("# 1.\n", str(tmp_path / "T.md"))
    assert [page.source for page in bundle_of(source, [tmp_path / "T.md"])[0].pages] == [source]


def test_definitions_in_a_circle(tmp_path: Path) -> None:
    lines = [f"`A{number}⁎` ≔ (see `A{number % 5_000 + 1}⁎`)\n" for number in range(1, 5_001)]
    source = Source("\n".join(lines), "O.md")
    assert kinds_of(source) == []
    (cycle,) = graph_of(read_bundle([source])).cycles
    assert len(cycle) == 5_001


def test_two_documents_with_one_role(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="two documents with the role task"):
        configured(tmp_path, "roles: {task: [T.md, T2.md]}\n")
    with pytest.raises(ConfigError, match=r"did you mean «ontology»"):
        configured(tmp_path, "roles: {ontologie: O.md}\n")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "T.md").write_text("# 1.\n", "utf-8")
    assert "two documents of one name" in str(
        run("check", "--isolated", tmp_path / "a", tmp_path / "b").exception
    )


def test_a_scope_that_ends_before_it_begins() -> None:
    text = "# 1.\n`R⁎`[§3-§2] ≔ (one)\n`Q⁎`[§2-§2.1] ≔ (two)\n# 2.\n## 2.1.\n`R⁎`, `Q⁎`\n# 3.\n`R⁎`\n"
    bundle = read_bundle([Source(text, "T.md")])
    (fault,) = bundle.faults(bundle.pages[0])
    assert (fault.kind, fault.shown) == ("unresolved-point", "§3-§2")
    assert "the scope of `R⁎` ends before it begins" in fault.detail


def test_a_hundred_thousand_definitions_of_one_symbol() -> None:
    lines = [f"`A⁎`[§{number}] ≔ ({number})" for number in range(1, 50)]
    text = "\n".join(f"`A⁎` ≔ ({number})" for number in range(100_000))
    began = time.process_time()
    bundle = read_bundle([Source(f"{text}\n", "O.md"), Source("\n".join(lines), "T.md")])
    assert sum(fault.kind == "redefinition" for fault in bundle.faults(bundle.pages[0])) == 99_999
    assert time.process_time() - began < 60  # quadratic would be hours


def test_a_hundred_thousand_scopes_and_uses_of_one_symbol() -> None:
    text = "# 1.\n" + "\n".join(f"`A⁎`[§{number % 90 + 2}] ≔ (x), `A⁎`" for number in range(20_000))
    began = time.process_time()
    bundle = read_bundle([Source(f"{text}\n", "O.md")])
    assert bundle.faults(bundle.pages[0])
    assert time.process_time() - began < 60


def test_an_unclosed_fence_in_a_composite(tmp_path: Path) -> None:
    composite = tmp_path / "composite.md"
    composite.write_text("# 1. `O.md`\n~~~~~~markdown\n`A⁎` ≔ (one)\n", "utf-8")
    assert "composite.md:2:1: error: notation.fence" in run("check", "--isolated", composite).output
    (tmp_path / "O.md").write_text("`A⁎` ≔ (two)", "utf-8")
    assert run("build", tmp_path).exit_code == 0
    assert composite.read_text("utf-8") == "# 1. `O.md`\n~~~~~~markdown\n`A⁎` ≔ (two)"


@pytest.mark.parametrize("key", ["bundle", "editions"])
@pytest.mark.parametrize("name", ["../secret", "/etc", "link"])
def test_a_configuration_that_leads_out_of_its_repository(tmp_path: Path, key: str, name: str) -> None:
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (repository / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(ConfigError, match="lies outside the repository"):
        configured(repository, f"{key}: [{name}]\n")
    (repository / "inside.md").write_text("", "utf-8")
    assert configured(repository, "bundle: [inside.md]\n").value("bundle") == (repository / "inside.md",)


def test_a_folder_as_a_document(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        bundle_of(Source("", str(tmp_path / "T.md")), [tmp_path])


def undefined_in(path: Path, *files: Path) -> list[str]:
    bundle, pages = bundle_of(Source.read(path), files)
    return [fault.text for page in pages for fault in bundle.faults(page) if fault.kind == "undefined-symbol"]


def test_what_lies_beside_is_the_bundle_where_none_is_named(tmp_path: Path) -> None:
    task, facts, other = tmp_path / "T.md", tmp_path / "O.md", tmp_path / "other.md"
    for path in (task, other):
        path.write_text("`A⁎` ≔ (own)\n`P⁎`, `Q⁎`\n", "utf-8")
    assert undefined_in(task) == ["P⁎", "Q⁎"]
    facts.write_text("`P⁎` ≔ (one)\n", "utf-8")
    assert undefined_in(task) == ["Q⁎"]
    assert undefined_in(task, task) == ["P⁎", "Q⁎"]
    assert undefined_in(other) == ["P⁎", "Q⁎"]
    (tmp_path / "B.md").write_text("`other.md`, `O.md`, `T.md`\n", "utf-8")
    assert undefined_in(other) == ["Q⁎"]
    (tmp_path / "B.md").write_bytes(b"\xff`other.md`")
    assert undefined_in(other) == ["P⁎", "Q⁎"]


def test_nothing_outside_the_repository_lies_beside(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (tmp_path / "O.md").write_text("`P⁎` ≔ (one)\n", "utf-8")
    (repository / "T.md").write_text("`A⁎` ≔ (own)\n`P⁎`\n", "utf-8")
    (repository / "O.md").symlink_to(tmp_path / "O.md")
    assert undefined_in(repository / "T.md") == ["P⁎"]


def test_a_companion_that_changes_is_read_again(tmp_path: Path) -> None:
    facts, task = tmp_path / "O.md", Source("# 1.\n`P⁎`, `R⁎`\n", str(tmp_path / "T.md"))
    facts.write_text("`P⁎` ≔ (one)\n", "utf-8")

    def undefined() -> list[str]:
        bundle, pages = bundle_of(task, [facts])
        return [fault.text for fault in bundle.faults(pages[0])]

    assert undefined() == ["R⁎"]
    facts.write_text("`R⁎` ≔ (one)\n", "utf-8")
    os.utime(facts, ns=(1, 1))
    assert undefined() == ["P⁎"]


def test_a_run_looks_at_each_companion_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / f"{number}.md" for number in range(20)]
    for file in files:
        file.write_text("`A⁎` ≔ (one)\n", "utf-8")
    looks: list[str] = []
    monkeypatch.setattr(companions, "stamp_of", looks.append)
    with at_rest():
        for file in files:
            bundle_of(Source.read(file), files)
    assert len(looks) == len(files)
    bundle_of(Source.read(files[0]), files)
    assert len(looks) == 2 * len(files)


def test_an_edition_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text('editions:\n  ours:\n    defining: [":="]\n    family: ["*"]\n', "utf-8")
    text = "`A⁎` := (one)\n\n`M*` := (many)\n\n`A⁎`, `M₂`, `B⁎`\n"
    setup = Setup(editions=(str(own),))
    bundle = read_bundle([Source(text, "O.md")], setup)
    assert [fault.text for fault in bundle.faults(bundle.pages[0])] == ["B⁎"]
    assert notation(("seed", str(own))).defining == {"≔", ":="}
    own.write_text("editions:\n  ours:\n    defining: []\n", "utf-8")
    assert notation((str(own),)).defining == frozenset()  # read again


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("editions: {ours: {defines: [x]}}", "unknown key «defines»"),
        ("edition: {}", "unknown key «edition»"),
        ("editions: {ours: {brackets: [x]}}", "a pair of brackets is two signs"),
        ('editions: {ours: {naming: [""]}}', "no sign here"),
        ("editions: [ours]", "expected keys and values"),
    ],
)
def test_a_broken_edition_is_named(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=told) as error:
        notation((str(own),))
    assert str(own) in str(error.value)


def test_an_edition_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no edition «sed» \(a file, or one of: seed, 2025-12\)"):
        notation((str(tmp_path / "sed"),))


def test_roles_and_priority_of_a_configuration(tmp_path: Path) -> None:
    (tmp_path / "words.md").write_text("# 1.\n# 1.\n`x⁎`\n", "utf-8")
    (tmp_path / "pasted.md").write_text("# 1.\n# 1.\n`A⁎` ≔ (three)\n", "utf-8")
    (tmp_path / "O.md").write_text("`A⁎` ≔ (one)\n", "utf-8")
    (tmp_path / "E.md").write_text("`A⁎` ≔ (two)\n", "utf-8")
    documents = [tmp_path / name for name in ("words.md", "pasted.md", "O.md", "E.md")]
    roles = "roles: {language: words.md, reply: pasted.md}\n"

    def told(text: str) -> list[str]:
        config = tmp_path / f"{len(list(tmp_path.iterdir()))}.yaml"
        config.write_text(text, "utf-8")
        lines = run("check", "--output-format", "concise", "--config", config, *documents).output.splitlines()
        return [line.rpartition("/")[2].split(" ")[2] for line in lines if ".md:" in line]

    assert "notation.repeated-number" in told("")
    assert told(roles) == ["notation.redefinition", "notation.redefinition"]
    (tmp_path / "pasted.md").write_text("# 1.\n# 1.\n", "utf-8")
    assert told(roles) == ["notation.redefinition"]
    assert told(f"{roles}priority: [O.md, E.md]\n") == []
