"""State machines: what a user does one step after another, against what must hold after each.

`tests/end_to_end/test_fuzz.py` lets each take a few steps; `FUZZ_EXAMPLES=5000 pytest tests/end_to_end/test_fuzz.py` takes many.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from lsprotocol import types

from fuzz.targets import CONFIGURATION_PIECES, REVIEW_PIECES, RULE_PIECES, settings
from fuzz.texts import PIECES
from proselint_t.config import CommandLine, Resolver
from proselint_t.config.layers import find, load
from proselint_t.lint.fixer import fix
from proselint_t.lint.linter import check
from proselint_t.lsp.buffers import uri_of
from proselint_t.lsp.state import State
from proselint_t.replies.revision import Review, revise
from proselint_t.text.edits import Applicability
from proselint_t.text.errors import ProselintError, RuleError
from proselint_t.text.source import Source
from proselint_t.text.span import Span


def texts(pieces: tuple[str, ...], most: int = 6) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


class Fixing(RuleBasedStateMachine):
    """Document → rules → fixes: a text is written and fixed in turn, under any preset."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.preset = "", "answer"

    @rule(at=st.floats(0, 1), cut=st.integers(0, 20), new=texts(PIECES))
    def write(self, at: float, cut: int, new: str) -> None:
        place = round(at * len(self.text))
        self.text = self.text[:place] + new + self.text[place + cut :]

    @rule(preset=st.sampled_from(("recommended", "answer", "docs", "report", "notation")))
    def choose(self, preset: str) -> None:
        self.preset = preset

    @rule(unsafe=st.booleans())
    def fix(self, unsafe: bool) -> None:
        chosen = settings(self.preset)
        done = fix(chosen.as_read(Source(self.text)), chosen.rules, unsafe=unsafe, known=chosen.known)
        again = fix(done.source, chosen.rules, unsafe=unsafe, known=chosen.known)
        assert again.source.text == done.source.text
        self.text = done.source.text

    @invariant()
    def places_lie_in_the_text(self) -> None:
        chosen = settings(self.preset)
        for one in check(chosen.as_read(Source(self.text)), chosen.rules, known=chosen.known).violations:
            edits = one.fix.edits if one.fix else ()
            for span in (one.span, *(edit.span for edit in edits)):
                assert 0 <= span.start <= span.end <= len(self.text)
            assert one.fix is None or one.fix.applicability in Applicability


class OnDisk(RuleBasedStateMachine):
    """Configurations that extend each other, and folders of rule files, written and read again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "styles" / "Own").mkdir(parents=True)
        (self.folder / ".proselint-t.yaml").write_text(
            "styles: [styles]\nextends: a.yaml\n", encoding="utf-8"
        )
        (self.folder / "a.yaml").write_text("preset: docs\n", encoding="utf-8")

    @rule(
        name=st.sampled_from(("a.yaml", "b.yaml", ".proselint-t.yaml", "pyproject.toml")),
        text=texts(CONFIGURATION_PIECES, 12),
    )
    def configure(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    @rule(
        lines=st.dictionaries(
            st.sampled_from(("preset", "extends", "select", "exclude", "terms", "vale", "mask")),
            st.sampled_from(
                ("docs", "[b.yaml]", "a.yaml", "[english, Own]", "['*a', '!']", "{span: ['(a|aa)+$']}", "''")
            ),
            max_size=4,
        )
    )
    def set_keys(self, lines: dict[str, str]) -> None:
        text = "".join(f"{key}: {value}\n" for key, value in lines.items())
        (self.folder / "b.yaml").write_text(text, encoding="utf-8")

    @rule(name=st.sampled_from(("A.yaml", "B.yml")), text=texts(RULE_PIECES, 12), whole=st.booleans())
    def add_rule(self, name: str, text: str, whole: bool) -> None:
        head = "extends: existence\nmessage: No.\ntokens: [site, a]\n" if whole else ""
        (self.folder / "styles" / "Own" / name).write_text(head + text, encoding="utf-8")

    @invariant()
    def it_holds_or_is_refused(self) -> None:
        find.cache_clear()
        load.cache_clear()
        told: list[Any] = []
        for _ in range(2):
            try:
                chosen = Resolver(CommandLine()).for_file(self.folder / "page.md")
                found = check(chosen.as_read(Source("Our site is aaaa.\n")), chosen.rules, known=chosen.known)
                told.append(found.violations)
            except ProselintError as error:
                told.append(str(error))
        assert told[0] == told[1]

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


class Reviewing(RuleBasedStateMachine):
    """A list of defects and a reply grow line by line; what is applied leaves nothing half done."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = Source(
            "1) The page is long. It is new.\n\n1.1) Second page.\n\n2) Сайт «новый».\n", "answer.md"
        )
        self.defects, self.reply = "1.\nPoint: 1.\nRemark: It is long.\n", ""

    @rule(new=texts(REVIEW_PIECES))
    def report(self, new: str) -> None:
        self.defects += new

    @rule(new=texts(REVIEW_PIECES))
    def answer_it(self, new: str) -> None:
        self.reply += new

    @rule(
        old=st.sampled_from(("The page", "long", "It is new.", "Second", "nowhere")),
        new=st.sampled_from(("A page", "short", "")),
    )
    def edit(self, old: str, new: str) -> None:
        self.reply += f"\n1.\nAction: replace\nPoint: 1\nOld: «{old}»\nNew: «{new}»\n"

    @precondition(lambda self: self.reply)
    @invariant()
    def it_is_applied_or_not(self) -> None:
        chosen = settings("answer")
        review = Review(self.answer, Source(self.defects), Source(self.reply), (), chosen)
        try:
            made = revise(review, partial=True)
        except RuleError:
            return
        applied = {one.index for one in made.placed} & set(made.valid)
        assert made.result is None or applied
        assert revise(review, partial=True).result == made.result


class Serving(RuleBasedStateMachine):
    """The server: texts are opened, changed and closed, configurations saved; it says what a full check says."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.state = State()
        self.texts: dict[str, str] = {}

    def _uri(self, name: str) -> str:
        return uri_of(self.folder / name)

    @rule(name=st.sampled_from(("a.md", "b.md")), text=texts(PIECES))
    def open(self, name: str, text: str) -> None:
        self.state.buffers.open(types.TextDocumentItem(self._uri(name), "markdown", 1, text))
        self.texts[name] = text

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), new=texts(PIECES, 3))
    def type(self, data: st.DataObject, new: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.texts)))
        buffer = self.state.buffers.get(self._uri(name))
        assert buffer is not None
        start = data.draw(st.integers(0, len(buffer.source.text)))
        end = min(len(buffer.source.text), start + data.draw(st.integers(0, 9)))
        place = self.state.positions(buffer).range(Span(start, end))
        change = types.TextDocumentContentChangePartial(place, new)
        document = types.VersionedTextDocumentIdentifier(2, buffer.uri)
        changed = self.state.buffers.change(
            types.DidChangeTextDocumentParams(document, [change]), self.state.encoding
        )
        assert changed is not None
        self.texts[name] = changed.source.text

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.texts)))
        self.state.close(self._uri(name))
        del self.texts[name]

    @rule(
        text=st.sampled_from(
            (
                "preset: docs\n",
                "preset: answer\n",
                "preset: nonsense\n",
                "exclude: ['b*']\npreset: docs\n",
                "",
            )
        )
    )
    def save(self, text: str) -> None:
        (self.folder / ".proselint-t.yaml").write_text(text, encoding="utf-8")
        self.state.settings.reload()

    @invariant()
    def it_says_what_a_full_check_says(self) -> None:
        for name in self.texts:
            buffer = self.state.buffers.get(self._uri(name))
            assert buffer is not None
            session = self.state.session(buffer)
            if session is not None:
                chosen = session.settings
                whole = check(
                    chosen.as_read(buffer.source), chosen.rules, language=chosen.language, known=chosen.known
                )
                assert session.check(buffer.source) == whole.violations

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


MACHINES = (Fixing, OnDisk, Reviewing, Serving)
