"""Random bytes and random YAML as every kind of input: a plain error or an answer, never «this is a bug»."""

from __future__ import annotations

import os
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.machines import texts
from fuzz.targets import CONFIGURATION_PIECES, REVIEW_PIECES, RULE_PIECES
from fuzz.texts import PIECES
from proselint_t.cli import run
from proselint_t.config import forget

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {
    "page.md": "Our site is new.\n",
    "answer.md": "1) The page is long.\n",
    "defects.md": "1.\nPoint: 1.\nRemark: Long.\n",
    "reply.md": "1.\nAction: replace\nPoint: 1\nOld: «The page»\nNew: «A page»\n",
    "known.json": '{"version": 1, "violations": {}}',
    "styles/Own/R.yaml": "extends: existence\nmessage: No.\ntokens: [site]\n",
}
KINDS = {
    "a document": ("page.md", "check page.md"),
    "a document to fix": ("page.md", "fix --unsafe-fixes page.md"),
    "a document of the notation": ("page.md", "bundle check page.md"),
    "a configuration": (".proselint-t.yaml", "check page.md"),
    "a table of TOML": ("pyproject.toml", "check page.md"),
    "a named configuration": ("own.yaml", "check --config own.yaml page.md"),
    "a configuration of Vale's": (".vale.ini", "check page.md"),
    "a rule file": ("styles/Own/R.yaml", "rules test styles"),
    "a rule of Vale's": ("styles/Own/R.yml", "rules test styles"),
    "patterns of files": (".gitignore", "check ."),
    "a baseline": ("known.json", "check --baseline known.json page.md"),
    "a list of defects": ("defects.md", "map answer.md defects.md"),
    "a list of defects in JSON": ("defects.json", "map answer.md defects.json"),
    "a status file": ("defects.status.yaml", "map answer.md defects.md"),
    "a reply": ("reply.md", "edits check reply.md --answer answer.md --defects defects.md"),
    "an answer": ("answer.md", "edits check reply.md --answer answer.md --defects defects.md"),
    "a place": ("page.md", "check --explain page.md:1 page.md"),
}
PIECES_OF = {
    ".proselint-t.yaml": CONFIGURATION_PIECES,
    "own.yaml": CONFIGURATION_PIECES,
    "pyproject.toml": CONFIGURATION_PIECES,
}
HEADS = {"pyproject.toml": b"[tool.proselint-t]\n", "styles/Own/R.yaml": b"extends: existence\nmessage: a\n"}
ENDS = {
    "styles/Own/R.yml": b"extends: occurrence\nmessage: a\nmax: 1\n",
    "known.json": b'{"version": 1, "violations": ',
}


@pytest.fixture(scope="module", autouse=True)
def _no_configuration_of_the_user() -> Iterator[None]:
    before = os.environ.get("XDG_CONFIG_HOME")
    os.environ["XDG_CONFIG_HOME"] = os.devnull
    yield
    os.environ.pop("XDG_CONFIG_HOME")
    if before is not None:
        os.environ["XDG_CONFIG_HOME"] = before


def contents(name: str) -> st.SearchStrategy[bytes]:
    pieces = PIECES_OF.get(
        name, RULE_PIECES if "styles" in name else REVIEW_PIECES if name[0] in "rd" else PIECES
    )
    written = texts(pieces, 15).map(str.encode)
    plain = st.one_of(
        st.binary(max_size=60), written, st.text(max_size=30).map(lambda text: text.encode(errors="replace"))
    )
    head = HEADS.get(name, b"") + ENDS.get(name, b"")
    return st.one_of(plain, plain.map(lambda data: head + data)) if head else plain


@settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_an_answer_or_a_plain_error(
    kind: str, data: st.DataObject, capsys: pytest.CaptureFixture[str]
) -> None:
    name, arguments = KINDS[kind]
    drawn = data.draw(contents(name))
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for path, text in FILES.items():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(text, encoding="utf-8")
        Path(name).write_bytes(drawn)
        forget()
        code = run(arguments.split())
        told = capsys.readouterr().err
    assert code in {0, 1, 2}
    assert "this is a bug" not in told, told
    assert "Traceback" not in told
    assert code != 2 or told.splitlines()[0], "an error is told"


@pytest.mark.parametrize(
    "token", ["(?R)?s", "(?R)", "(?:(?R)|a)+", "(?<n>(?&n))", "((((((a{99}){99}){99}){99}){99}){99})"]
)
def test_tokens_that_call_themselves(token: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    style = tmp_path / "styles" / "Own"
    style.mkdir(parents=True)
    for name in ("R.yaml", "V.yml"):
        own = "quotations: check\n" if name == "R.yaml" else ""
        (style / name).write_text(
            f"extends: existence\nmessage: No.\n{own}tokens: ['{token}']\n", encoding="utf-8"
        )
    (tmp_path / ".proselint-t.yaml").write_text("styles: [styles]\nselect: [Own]\n", encoding="utf-8")
    (tmp_path / "page.md").write_text("sssssssssss " * 200, encoding="utf-8")
    with chdir(tmp_path):
        assert run(["check", "page.md"]) in {0, 1, 2}
    assert "this is a bug" not in capsys.readouterr().err
