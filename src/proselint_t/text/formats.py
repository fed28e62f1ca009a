"""The table of output formats: a format is a row here and a function of a module of ``output``.

Only names stand here, so that a configuration and `--help` know them without what renders.
"""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """A row. ``function`` is `module.name`, the module below ``proselint_t.output``.

    ``for_people``: who reads it wants what a terminal can show. ``is_json``: its parts can be told as JSON
    too. ``telling``: it says of each violation what only its parsed document tells. ``with_edits``: of a map,
    it shows the edits that answer the defects. ``verbatim``: it holds texts as they were written, also with
    control characters, which a terminal is shown and a file has.
    """

    function: str
    for_people: bool = False
    is_json: bool = False
    telling: bool = False
    with_edits: bool = False
    verbatim: bool = False


REPORTS = {
    "full": Format("full.full", for_people=True),
    "concise": Format("lines.concise", for_people=True),
    "grouped": Format("lines.grouped", for_people=True),
    "json": Format("json.violations", is_json=True, telling=True),
    "json-lines": Format("json.violations_by_line", is_json=True, telling=True),
    "sarif": Format("sarif.violations", telling=True),
    "github": Format("builds.github"),
    "gitlab": Format("builds.gitlab", telling=True),
    "junit": Format("builds.junit"),
    "rdjson": Format("builds.rdjson"),
    "checkstyle": Format("builds.checkstyle"),
    "azure": Format("builds.azure"),
    "pylint": Format("builds.pylint"),
}
"""Of what was found in documents, one at a time."""
MAPS = {
    "text": Format("maps.text"),
    "json": Format("json.mapping"),
    "sarif": Format("sarif.mapping"),
    "markdown": Format("maps.markdown"),
    "html": Format("html.page", with_edits=True),
    "web-annotations": Format("reviews.web_annotations"),
    "github-review": Format("reviews.github_review", with_edits=True),
}
"""Of defects with their places."""
REVISIONS = {
    "json": Format("json.revision"),
    "feedback": Format("reply.feedback"),
    "reply": Format("reply.rewritten", verbatim=True),
}
"""Of a reply held against the answer, beside those of reports, which show its findings alone."""
