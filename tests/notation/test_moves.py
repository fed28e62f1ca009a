"""Numbers that change take along what names them, whatever the documents are."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.lint.fixer import fix
from proselint_t.notation.companions import read_bundle
from proselint_t.notation.moving import numbers_in_order
from proselint_t.notation.renumbering import renumbered
from proselint_t.text.errors import InputError
from proselint_t.text.source import Source

NUMBERS = st.lists(st.integers(1, 3), min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))
LINES = st.one_of(
    st.tuples(st.integers(1, 4), NUMBERS).map(lambda one: "#" * one[0] + f" {one[1]}. HERE"),
    NUMBERS.map("See §{} and `O.md`::§1 here.".format),
    NUMBERS.map("`T.md` §{}-§2.1, point 2 below.".format),
    NUMBERS.map("`A⁎`[§{}] ≔ (one)".format),
    NUMBERS.map("{}) a label".format),
    st.just("## A heading without a number"),
    st.just("~~~\n# 1.\n§1\n~~~"),
)
DOCUMENTS = st.lists(LINES, max_size=12).map("\n".join)
NOTATION = Resolver(CommandLine(preset="notation", isolated=True)).for_file(Path("O.md"))


def titled(text: str, name: str) -> Source:
    """Each heading gets a title that no other has."""
    for index in range(text.count("HERE")):
        text = text.replace("HERE", f"title{index}", 1)
    return Source(text, name)


def targets(sources: list[Source]) -> list[str]:
    """The title of the heading that each reference names, where it names exactly one."""
    bundle = read_bundle(sources)
    found = []
    for page in bundle.pages:
        for reference in page.references:
            target = bundle.target_of(page, reference)
            headings = target.headings if target else []
            titles = [one.title for one in headings if one.number == reference.number]
            found.append(titles[0] if len(titles) == 1 else "?")
    return found


@given(DOCUMENTS, DOCUMENTS)
@example("", "# 1. HERE\n# 2.1. HERE\n## 1.1. HERE\n# 1. HERE")
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_after_renumbering_every_reference_leads_where_it_led(facts: str, task: str) -> None:
    sources = [titled(facts, "O.md"), titled(task, "T.md")]
    try:
        changes = {old.path: new for old, new in renumbered(read_bundle(sources))}
    except InputError as error:
        # A number that only its children have (§2 of 2.1) may have none any more: then nothing is renumbered.
        if "pasted reply" in str(error) or "a reference would lead" in str(error):
            return
        raise
    new = [changes.get(source.path, source) for source in sources]
    for before, after in zip(targets(sources), targets(new), strict=True):
        assert before in {after, "?"}
    bundle = read_bundle(new)
    assert all(not numbers_in_order(page) for page in bundle.pages)
    kinds = {fault.kind for page in bundle.pages for fault in bundle.faults(page)}
    assert kinds.isdisjoint({"repeated-number", "number-gap"})


@given(DOCUMENTS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_fixes_of_numbers_come_to_an_end_and_lose_no_reference(text: str) -> None:
    source = titled(text, "O.md")
    before = targets([source])
    fixed = fix(source, NOTATION.rules, unsafe=True).source
    for one, other in zip(before, targets([fixed]), strict=True):
        assert one in {other, "?"}
