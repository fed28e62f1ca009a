"""Nothing crashes on broken replies, and `check` and `apply` say the same of them.

The replies of the case files, broken in the ways in which files and texts break: cut, doubled, moved, with other
marks, newlines and labels. The table of mutations is drawn with seeds, so that a failure can be repeated.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from proselint_t.config import CommandLine, Resolver
from proselint_t.output import RenderOptions, revision_renderer
from proselint_t.replies.revision import Review, revise
from proselint_t.text.source import Source

FOLDER = Path(__file__).parent
FORMS = yaml.safe_load((FOLDER / "reply-forms.yaml").read_text(encoding="utf-8"))
ANSWER = Source(FORMS["answer"], "answer.md")
DEFECTS = Source("".join(f"{at}.\nPoint: 1.1.\nRemark: Is it?\n\n" for at in range(1, 5)), "defects.md")
SETTINGS = Resolver(CommandLine(isolated=True, preset="answer")).for_file(Path("answer.md"))
CANONICAL = """1.
Defect: 1.
Point: 1.1.
Action: replace
Source: https://example.org
Old: «The pipes below them are rinsed.»
New:
The pipes are rinsed.

2.
Defect: 2.
Point: 2.1.
Action: insert-after
New:
2.1.1) It is red.
"""
TEXTS = [CANONICAL, *(case["text"] for case in FORMS["cases"])]
SIGNS = [
    "«",
    "»",
    "`",
    "```",
    "**",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "1.",
    "1.1)",
    "2) ",
    "|",
    "[",
    "{",
    '"',
    "<!--",
    "-->",
]
SIGNS += [
    "{++",
    "~>",
    "@@ ",
    "+",
    "- ",
    "=======",
    "𐒌(",
    "Old:",
    "New:",
    "Стало:",
    "Предложение:",
    "\u200b",
    "ё",
    "\0",
]
EACH = 100
SEEDS = range(20)


def mutated(text: str, draw: random.Random) -> str:
    """A text after 0 to 4 breaks."""
    for _ in range(draw.randint(0, 4)):
        at, to = sorted(draw.randint(0, len(text)) for _ in range(2))
        lines = text.split("\n")
        text = draw.choice(
            [
                text[:at] + text[to:],
                text[:to] + text[at:to] + text[to:],
                text[:at],
                text[:at] + draw.choice(SIGNS) + text[at:],
                text[:at] + draw.choice(TEXTS)[: draw.randint(0, 200)] + text[at:],
                text.replace(draw.choice(SIGNS), draw.choice(SIGNS)),
                text.replace("\n", draw.choice(["\r\n", "\r", " "])),
                "\n".join(draw.sample(lines, len(lines))),
            ]
        )
    return text


@pytest.mark.parametrize("seed", SEEDS)
def test_broken_replies(seed):
    """2,000 replies: each is read, told of in every form, and applied where it is said to be."""
    draw = random.Random(seed)  # noqa: S311 - the same breaks in every run
    applied = 0
    for _ in range(EACH):
        text = mutated(CANONICAL if draw.random() < 0.5 else draw.choice(TEXTS), draw)
        name = draw.choice(["reply.md", "reply.json", "reply.yaml", "reply.jsonl"] + ["reply.md"] * 6)
        later = [Source(mutated(CANONICAL, draw), "later.md")] if draw.random() < 0.2 else []
        review = Review(ANSWER, DEFECTS, Source(text, name), [], SETTINGS, later=later)
        checked = revise(review)
        assert checked.findings == revise(review, partial=True).findings
        for form in ("feedback", "reply", "json"):
            assert isinstance(revision_renderer(form)(checked, RenderOptions()), str)
        passes = not checked.problems and not any(one.is_error for one in checked.findings)
        assert (checked.result is not None) == (passes and bool(checked.valid)), text
        applied += checked.result is not None
        if checked.result is not None:
            assert len(checked.applied) == len(checked.placed), text
            again = revise(Review(checked.result, DEFECTS, review.reply, [], SETTINGS, later=later))
            assert again.result is None, text
    assert applied  # or none of this says anything about `apply`
