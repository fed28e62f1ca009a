"""The table of output formats: a format is a row here and a module of ``output`` with a function ``render``.

Only names stand here, so that a configuration and `--help` know them without what renders.
"""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """A row. ``module`` lies below ``proselint_t.output``.

    ``for_people``: who reads it wants what a terminal can show. ``is_json``: its parts can be told as JSON
    too. ``telling``: it says of each violation what only its parsed document tells. ``with_edits``: of a map,
    it shows the edits that answer the defects. ``verbatim``: it holds texts as they were written, also with
    control characters, which a terminal is shown and a file has.
    """

    module: str
    for_people: bool = False
    is_json: bool = False
    telling: bool = False
    with_edits: bool = False
    verbatim: bool = False


REPORTS = {
    "full": Format("full", for_people=True),
    "concise": Format("concise", for_people=True),
    "grouped": Format("grouped", for_people=True),
    "json": Format("json", is_json=True, telling=True),
    "json-lines": Format("json_lines", is_json=True, telling=True),
    "sarif": Format("sarif_report", telling=True),
    "github": Format("github"),
    "gitlab": Format("gitlab", telling=True),
    "junit": Format("junit"),
    "rdjson": Format("rdjson"),
    "checkstyle": Format("checkstyle"),
    "azure": Format("azure"),
    "pylint": Format("pylint"),
}
"""Of what was found in documents, one at a time."""
MAPS = {
    "text": Format("mapping.text"),
    "json": Format("mapping.json"),
    "sarif": Format("mapping.sarif"),
    "markdown": Format("mapping.markdown"),
    "html": Format("mapping.html", with_edits=True),
    "web-annotations": Format("mapping.web_annotations"),
    "github-review": Format("mapping.github_review", with_edits=True),
}
"""Of defects with their places."""
REVISIONS = {
    "json": Format("revision"),
    "feedback": Format("feedback"),
    "reply": Format("reply", verbatim=True),
}
"""Of a reply held against the answer, beside those of reports, which show its findings alone."""
