"""What is judged: a reply whose edits are placed, and the answer that some of its edits make.

The judges read both; neither knows of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import answer_of
from proselint_t.document import parse
from proselint_t.replies.placing.applying import apply_placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.config import FileSettings
    from proselint_t.defects.answer import Answer
    from proselint_t.defects.quotes.locating import Locator
    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.replies.placing.applying import Applied
    from proselint_t.replies.reading.model import Reply
    from proselint_t.text.source import Source


class Case(NamedTuple):
    """A reply whose edits are placed in an answer, and what it is held against."""

    locator: Locator
    reply: Reply
    placed: tuple[PlacedEdit, ...]
    defects: Source
    sources: Sequence[Source]
    settings: FileSettings

    @property
    def answer(self) -> Answer:
        return self.locator.answer


@dataclass(frozen=True)
class Trial:
    """Some edits of a case applied to its answer; none of them conflict."""

    case: Case
    edits: Sequence[PlacedEdit]

    @cached_property
    def applied(self) -> Applied:
        return apply_placed(self.case.answer.source, self.edits)

    @cached_property
    def after(self) -> Answer:
        return answer_of(parse(self.applied.after, language=self.case.settings.language))
