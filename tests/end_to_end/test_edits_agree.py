"""`edits check` and `edits apply` give the same answer on the same input, whatever the reply."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import event, given, settings
from hypothesis import strategies as st

from proselint_t import cli

LINES = ["The page is slow.", "An index helps.", "I build it on a copy.", "The copy lives for 2 days."]
QUERY = "1) «Is it slow?»\n"
TEXTS = [
    *LINES,
    "It is slow..",
    "You should wait.",
    "The **page** waits.",
    "1.3) It waits.",
    "`it waits here`",
]
OLD = ["the whole page", "page is", "helps.", "a copy", "is"]


@st.composite
def answers(draw: st.DrawFn) -> str:
    """A question with two points of some lines each."""
    bodies = draw(st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=3), min_size=2, max_size=2))
    points = (f"1.{at}) " + "\n".join(body) for at, body in enumerate(bodies, start=1))
    return QUERY + "\n".join(points) + "\n"


@st.composite
def edits(draw: st.DrawFn, number: int) -> str:
    """An edit with fields, as the form asks for it or not quite, or one that is told in words."""
    point, old = draw(st.sampled_from(["1.1", "1.2", "1.4"])), draw(st.sampled_from([*OLD, *LINES]))
    new, defect = draw(st.sampled_from(TEXTS)), draw(st.sampled_from([1, 1, 2, 7]))
    action = draw(st.sampled_from(["replace", "replace", "insert-after", "delete"]))
    if draw(st.integers(0, 9)) == 0:
        return f"{number}. Заменить в пункте {point} «{old}» на «{new}»\n"
    fields = [f"{number}.", f"Defect: {defect}.", f"Point: {point}.", f"Action: {action}"]
    fields += [f"Old: «{old}»"] if draw(st.integers(0, 3)) else []
    fields += ["New:", new] if action != "delete" else []
    return "\n".join(fields) + draw(st.sampled_from(["\n", "\n", "\n", "\n\nObviously.\n"]))


@st.composite
def replies(draw: st.DrawFn) -> str:
    return "\n".join(draw(edits(number)) for number in range(1, draw(st.integers(1, 3)) + 1))


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def run(*arguments: str) -> Ran:
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(["edits", *arguments, "--isolated", "--preset", "answer"])
    return Ran(code, *(_written(stream) for stream in (out, err)))


@settings(max_examples=120, deadline=None)
@given(answers(), replies())
def test_check_and_apply_agree(answer, reply):
    """What `check` passes is applied whole; what it does not stays out, and both say the same of it."""
    with TemporaryDirectory() as folder:
        names = {
            "answer": answer,
            "defects": "1.\nPoint: 1.1.\nRemark: Why?\n\n2.\nPoint: 1.2.\nRemark: How?\n",
        }
        paths = {name: Path(folder, f"{name}.md") for name in (*names, "reply")}
        for name, text in {**names, "reply": reply}.items():
            paths[name].write_text(text, encoding="utf-8")
        documents = [
            "--answer",
            str(paths["answer"]),
            "--defects",
            str(paths["defects"]),
            str(paths["reply"]),
        ]
        checked = run("check", *documents)
        shown = run("apply", "--diff", *documents)
        applied = run("apply", *documents)
        written = paths["answer"].read_text(encoding="utf-8")
        event("applied" if written != answer else "kept out")
        assert checked.code == shown.code == applied.code, (checked, applied)
        assert (written != answer) == bool(shown.out)
        if checked.code == 0:
            assert "Applied" in applied.err
        if written == answer:
            assert checked.out == applied.out
            assert checked.err == applied.err
        else:
            count = reply.count("Action:") + reply.count("Заменить")
            assert f"{count} of {count} edit" in checked.err
            assert run("apply", *documents).code == 1, "a reply is applied once"
