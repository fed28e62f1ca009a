"""Lists that other programs keep: review comments of GitHub, Web Annotations, comments of Word; both ways."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from docx import Document

from proselint_t import cli
from proselint_t.config import CommandLine, Resolver
from proselint_t.defects.files import Remark, commented, comments_as_annotations
from proselint_t.defects.mapping import map_defects
from proselint_t.output import RenderOptions
from proselint_t.output.reviews import github_review, web_annotations
from proselint_t.replies.revision import Review, revise
from proselint_t.text.errors import InputError
from proselint_t.text.source import Source
from proselint_t.text.span import Span

TEXT = """1) The rows are read at night.
The rows are kept for a year.
1.1) The rows are kept in `Rows_A`.
2) Nobody reads them.
"""
ANSWER = Source(TEXT, "docs/answer.md")


def comment(line: int | None, body: str, **more: object) -> dict[str, object]:
    return {"id": 7, "path": "docs/answer.md", "line": line, "side": "RIGHT", "body": body, **more}


COMMENTS = [
    comment(2, "For how long?"),
    comment(2, "One year.", in_reply_to_id=7),
    comment(3, "Say which table.\r\n\r\n```suggestion\r\n1.1) The rows are kept in the table `Rows_A`.\r\n```\r\n"),
    comment(None, "Outdated.", diff_hunk="@@ -1,4 +1,4 @@\n 1) The\n+2) Nobody reads them."),
    comment(9, "Elsewhere.", path="docs/other.md"),
    comment(2, "Two lines.\n```suggestion\n```", start_line=1),
]  # fmt: skip


def listed(values: object) -> Source:
    return Source(json.dumps(values, ensure_ascii=False, indent=1), "list.json")


def marked(mapping) -> list[list[str]]:
    return [[TEXT[slice(*piece)] for piece in one.pieces] for one in mapping.defects]


def test_review_comments_stand_on_their_lines():
    mapping = map_defects(ANSWER, listed(COMMENTS))
    assert [(one.defect.number, one.point, one.defect.remark) for one in mapping.defects] == [
        (1, "1", "For how long?"),
        (2, "1.1", "Say which table."),
        (3, "2", "Outdated."),
        (5, "1", "Two lines."),
    ]
    assert mapping.defects[1].defect.proposal == "1.1) The rows are kept in the table `Rows_A`."
    assert marked(mapping)[2] == ["2) Nobody reads them."]
    assert mapping.reported.left_out == 1


def revised(reply: Source):
    settings = Resolver(CommandLine(isolated=True, preset="answer")).for_file("docs/answer.md")
    return revise(Review(ANSWER, reply, reply, (), settings))


def test_suggestions_replace_the_lines_of_their_comments():
    reply = listed([COMMENTS[0], COMMENTS[2]])
    revision = revised(reply)
    assert not revision.problems
    assert [one.edit.defects for one in revision.placed] == [(2,)]
    assert revision.result is not None
    assert revision.result.text == TEXT.replace("in `Rows_A`", "in the table `Rows_A`")
    new = revision.placed[0].edit.new
    assert new is not None
    place = new.span(0, len(new.text))
    assert reply.text[slice(*place)] == "1.1) The rows are kept in the table `Rows_A`."


def test_a_suggestion_for_lines_that_are_not_there_is_malformed():
    revision = revised(listed([comment(99, "```suggestion\nMore.\n```")]))
    assert [problem.message for problem in revision.problems] == [
        "comment 1 suggests a change of lines that the answer has not"
    ]


def annotation(quote: str, prefix: str = "", suffix: str = "", **selector: int) -> dict[str, object]:
    selectors = [{"type": "TextQuoteSelector", "exact": quote, "prefix": prefix, "suffix": suffix}]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "body": [{"type": "TextualBody", "value": "A remark."}, {"value": "A text.", "purpose": "editing"}],
        "target": {
            "source": "docs/answer.md",
            "selector": [*selectors, *([{"type": "TextPositionSelector", **selector}] if selector else [])],
        },
    }


@pytest.mark.parametrize(
    ("values", "outcome", "start"),
    [
        (annotation("Nobody reads them"), "exact", TEXT.index("Nobody")),
        (annotation("nobody  reads"), "normalised", TEXT.index("Nobody")),
        (annotation("The rows are kept", prefix="night.\n"), "exact", TEXT.index("The rows are kept")),
        (annotation("The rows are kept", suffix=" in `Rows"), "exact", TEXT.index("The rows are kept in")),
        (annotation("The rows are kept", prefix="1.1) ", suffix=" for"), "ambiguous", None),
        (annotation("The rows are kept"), "ambiguous", None),
        (annotation("The rows", start=3, end=11), "exact", 3),
        (annotation("The rows are kept", start=900, end=917), "ambiguous", None),
    ],
)  # fmt: skip
def test_what_stands_around_a_quote_breaks_ties(values, outcome, start):
    found = map_defects(ANSWER, listed([values])).defects[0]
    assert found.outcome == outcome
    assert (found.pieces[0].start if found.pieces else None) == start
    assert (found.defect.remark, found.defect.proposal) == ("A remark.", "A text.")


def test_what_is_no_annotation_is_reported():
    mapping = map_defects(ANSWER, listed([annotation("Nobody reads them"), 3]))
    assert [str(problem) for problem in mapping.reported.problems] == ["list.json:27: expected an annotation"]


LIST = "1.\nPoint: 1\nQuote: «kept for [...] year»\nRemark: How long?\n2.\nPoint: 2\nQuote: «Nobody»\nRemark: Who?\n"


def test_annotations_come_back():
    mapping = map_defects(ANSWER, Source(LIST, "list.md"))
    written = web_annotations(mapping, RenderOptions())
    again = map_defects(ANSWER, Source(written, "list.json"))
    assert [one.defect.remark for one in again.defects] == ["How long?", "Who?"]
    assert marked(again) == [["kept for a year"], ["Nobody"]]


def test_a_review_for_github_has_remarks_and_suggestions():
    mapping = map_defects(ANSWER, Source(LIST + "3.\nRemark: It is short.\n", "list.md"))
    reply = "1.\nDefect: 1.\nPoint: 1.\nAction: replace\nOld: «for a year»\nNew:\nfor 2 years\n"
    settings = Resolver(CommandLine(isolated=True, preset="answer")).for_file("docs/answer.md")
    revision = revise(Review(ANSWER, Source(LIST, "list.md"), Source(reply), (), settings))
    review = json.loads(github_review(mapping, RenderOptions(), revision))
    assert review["body"] == "3. It is short."
    assert [(one["path"], one["line"]) for one in review["comments"]] == [
        ("docs/answer.md", 2),
        ("docs/answer.md", 4),
        ("docs/answer.md", 2),
    ]
    assert review["comments"][2]["body"].splitlines()[2:] == [
        "```suggestion",
        "The rows are kept for 2 years.",
        "```",
    ]
    suggested = [{**one, "id": at} for at, one in enumerate(review["comments"])]
    assert (
        map_defects(ANSWER, listed(suggested)).defects[2].defect.proposal == "The rows are kept for 2 years."
    )


def test_comments_of_word_come_back(tmp_path):
    spans = [
        Span(TEXT.index("kept for"), TEXT.index("kept for") + 15),
        Span(TEXT.index("kept in"), TEXT.index("kept in") + 7),
    ]
    remarks = [Remark("Anna", f"Remark {at}", [span]) for at, span in enumerate(spans)]
    data = commented(TEXT, remarks)
    listed = Source(comments_as_annotations(data, "list.docx"), "list.docx")
    mapping = map_defects(ANSWER, listed)
    assert marked(mapping) == [["kept for a year"], ["kept in"]]
    assert [one.defect.remark for one in mapping.defects] == ["Remark 0", "Remark 1"]


def test_a_comment_of_word_on_formatted_text_is_found():
    document = Document()
    paragraph = document.add_paragraph("The rows are kept in ")
    run = paragraph.add_run("Rows_A")
    run.bold = True
    document.add_comment(run, text="Which?", author="Anna")
    stream = BytesIO()
    document.save(stream)
    listed = Source(comments_as_annotations(stream.getvalue(), "list.docx"), "list.docx")
    assert marked(map_defects(ANSWER, listed)) == [["Rows_A"]]


def test_what_is_no_document_of_word_is_said_to_be_none():
    with pytest.raises(InputError, match="no document of Word"):
        comments_as_annotations(b"PK no zip", "list.docx")


def test_the_command_reads_and_writes_word(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answer.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "list.md").write_text(LIST, encoding="utf-8")
    assert cli.run(["map", "answer.md", "list.md", "--isolated", "--word", "list.docx"]) == 0
    capsys.readouterr()
    assert cli.run(["map", "answer.md", "list.docx", "--isolated", "--output-format", "json"]) == 0
    assert [one["remark"] for one in json.loads(capsys.readouterr().out)["defects"]] == ["How long?", "Who?"]
