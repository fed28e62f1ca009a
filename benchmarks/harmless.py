"""Fixes every Markdown file of folders in memory and says where more than the words of the fixes has changed.

    python benchmarks/harmless.py FOLDER… [--limit-bytes N] [--seed N] [--seen FILE] [--json FILE]

The text of each round is held against the text before it, as markdown-it reads them both, with regular
expressions of this file for what Markdown does not know; the package's own reading has no part in it. Exits
with 1 where a fault is found:

- fixing twice is not fixing once, or what is called fixable stays;
- a code span, block of code, link, image, tag, comment, footnote, formula, template, hard break or container
  is not what it was, and no edit of a rule that owns such marks explains it;
- letters outside the edits are not the letters that were there, in their order, marks among them;
- the fix of one violation alone (``--singly`` of them a file) does any of this, or leaves its violation.
"""

from __future__ import annotations

import argparse
import gc
import html
import json
import random
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from rapidfuzz.distance import Levenshtein

from proselint_t import ProselintError
from proselint_t.config import CommandLine, Resolver
from proselint_t.document import Document, parse
from proselint_t.lint.fixer import Fixer
from proselint_t.lint.linter import SegmentMemo, check, fixes_of, lint
from proselint_t.rules.rule import Structure, Violation
from proselint_t.text.budget import budget
from proselint_t.text.edits import Applicability, Edit, apply_edits
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from proselint_t.config import FileSettings

PRESETS = ("answer", "docs", "recommended")
_COLLECT = (200_000, 50, 1000)
"""Garbage is looked for rarely: documents hold many objects, and nearly none in circles."""
_ENDINGS = frozenset({".md", ".mdx", ".markdown", ".qmd"})

_Atom = tuple[str, str]
"""What is no prose: its kind and what is written in it."""


# The independent reading


@cache
def _markdown() -> MarkdownIt:
    """Footnotes stay where they are written."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    reader = reader.use(front_matter_plugin).use(footnote_plugin)
    return reader.disable(["footnote_tail", "footnote_inline"])


_OWNED = {"em": "emphasis", "strong": "emphasis", "code": "code", "link": "link", "break": "break"}
"""Kind of an atom → the name by which a rule says in its file that it owns such marks."""
_EMPHASIS_TAG = re.compile(r"</?(?:b|i|em|strong)(?:\s[^<>]*)?>", re.IGNORECASE)
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)

DIALECTS = re.compile(
    r"""
      <!--(?:(?!\n[ \t]*\n).)*?-->                    # in one block; markdown-it knows the others
    | \{\{.*?\}\} | \{%.*?%\} | \{\#[^{}\n]*\#\}      # Liquid, Jinja, Hugo, Vue
    | \$?\{[^{}\n]*\}                                # MDX, MyST, attributes, placeholders
    | </?[A-Z][\w.]*(?:\s[^<>{}]*(?:\{[^{}]*\}[^<>{}]*)*)?>   # JSX, Vue
    | ^[ \t]*(?:import\s[^\n]*\sfrom\s+["']|export\s+(?:const|default|function)\s)[^\n]*
    | ^[ \t]*(?::::|!!!\s\w|\?\?\?\+?\s|===\s"|--8<--|<<<|///|\.\.\s\w+::)[^\n]*   # directives
    | !?\[\[[^\]|\n]+(?=\||\]\]) | %%.*?%%                      # Obsidian
    | (?<!\$)\$\$(?!\$)(?:(?!\n\s*\n).)*?\$\$(?!\$)             # formulas
    | (?<![\w$])\$[^$\n\s]*[\\^_][^$\n]*\$(?![A-Z\d])
    | \\\([^\n]*?\\\) | \\begin\{.*?\\end\{\w+\*?\}
    | https?://[^\s<>"'«»“”‘’()\[\]`*|\\]+ | (?<!\w)@[A-Za-z][\w-]*/[\w-]+
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


_CELL_BORDER = re.compile(r"^([ \t]*)(?:\|\||\#\||\|\#)[ \t]*$", re.MULTILINE)
"""A line that parts the cells of a table in YFM, which hold blocks; Markdown takes it for text."""


_CODE = re.compile(
    r"^[ \t>]*(`{3,}|~{3,}).*?^[ \t>]*\1|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL
)
"""Code, roughly: what looks like a dialect in it is none."""
_QUOTATION = re.compile(r"«[^«»\n`<\[]+»|“[^“”\n`<\[]+”")
_QUOTED_FILE = re.compile(r"[«“](?:[\w./-]+\.\w+|Dockerfile|Makefile)[»”]")
"""A quotation that is nothing but the name of a file: it becomes code."""
_MATH = re.compile(
    rf"{_CODE.pattern}"
    r"|(?P<math>(?<!\$)\$\$(?!\$)[^$]+\$\$(?!\$)|(?<![\w$])\$(?![\s$])[^$\n]+(?<!\s)\$(?![\w$]))",
    re.MULTILINE | re.DOTALL,
)
"""Math, and code, in which a dollar is none."""
_MARKS_IN_MATH = re.compile(r"[_*]")
_LOOK_ALIKES = str.maketrans("аеорсухАВЕКМНОРСТХ", "aeopcyxABEKMHOPCTX")
"""Cyrillic letters that look like Latin ones: to read a word of one script is to say the same."""
_NOTE = re.compile(
    r"[\W_]*(?:note|tip|info|important|warning|caution|danger|attention|hint|примечание|замечание|внимание|важно)|\[!(?!quote|cite)\w+\]",
    re.IGNORECASE,
)
"""How a block quote begins that quotes nobody."""


@dataclass
class Reading:
    """A text as it is read here. ``stream`` holds letters, and the atoms where they stand."""

    stream: list[str | _Atom] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    definitions: list[tuple[str, ...]] = field(default_factory=list)
    dialects: list[str] = field(default_factory=list)
    quotations: list[str] = field(default_factory=list)
    """The letters of block quotes, but of those that are notes, and of what quotation marks hold."""

    @property
    def atoms(self) -> list[_Atom]:
        return [one for one in self.stream if isinstance(one, tuple)]


@lru_cache(maxsize=4)
def read(text: str) -> Reading:
    """Blocks, letters, marks and dialects of a Markdown text."""
    env: dict[str, Any] = {}
    depth, quoted, note = 0, 0, None
    found = Reading(dialects=[one.rstrip(".,;:!?_~ \t") for one in DIALECTS.findall(_CODE.sub("", text))])
    # CommonMark knows no math: its marks are letters here, as for all that write math in Markdown.
    readable = _MATH.sub(
        lambda found: _MARKS_IN_MATH.sub("x", found[0]) if found["math"] else found[0],
        _CELL_BORDER.sub(r"\1***", text),
    )
    for token in _markdown().parse(readable, env):
        if token.type == "blockquote_open" and not depth:
            quoted, note = len(found.stream), None
        depth += token.nesting if token.tag == "blockquote" else 0
        if token.type == "inline" and depth and note is None:
            note = _NOTE.match(token.content) is not None
        if token.type == "blockquote_close" and not depth and not note:
            found.quotations.append("".join(one for one in found.stream[quoted:] if isinstance(one, str)))
        _take_block(token, found)
        for child in token.children or ():
            _take_inline(child, found.stream)
    quotations = (one for one in _QUOTATION.findall(text) if not _QUOTED_FILE.fullmatch(one))
    found.quotations += ["".join(_letters(html.unescape(one))) for one in quotations]
    references = env.get("references", {})
    found.definitions = [(label, one["href"], one["title"]) for label, one in references.items()]
    return found


def _take_block(token: Token, found: Reading) -> None:
    if token.type in {"fence", "code_block", "front_matter"}:
        found.stream.append((token.type, token.info + "\n" + token.content))
    elif token.type == "html_block":
        _take_html(token.content, found.stream)
    if token.type != "inline":
        tag = token.tag if token.type.startswith("heading") else ""
        marker = token.info if token.type == "list_item_open" else ""
        marker += token.markup if token.type.startswith(("list_item", "ordered_list")) else ""
        found.blocks.append(" ".join(filter(None, (token.type, tag, marker))))


def _take_html(text: str, stream: list[str | _Atom]) -> None:
    """Tags and comments whole; the letters between them are text: an author writes behind a comment."""
    end = 0
    for tag in _TAG.finditer(text):
        stream += _letters(text[end : tag.start()])
        stream.append(("html", tag.group()))
        end = tag.end()
    stream += _letters(text[end:])


def _take_inline(token: Token, stream: list[str | _Atom]) -> None:
    if token.type not in {"text", "softbreak", "inline"}:
        stream.append(_atom(token))
    if token.type in {"text", "code_inline"}:
        stream += _letters(token.content)
    for child in token.children or ():  # the alternative text of an image
        _take_inline(child, stream)


def _atom(token: Token) -> _Atom:
    """A mark, with what is written in it. A tag that sets text in bold does what asterisks do."""
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if kind == "html_inline":
        kind = "break" if _LINE_BREAK_TAG.fullmatch(token.content) else "tag"
        return ("em" if _EMPHASIS_TAG.fullmatch(token.content) else kind, token.content)
    if kind == "code_inline":
        return "code", token.content
    if token.nesting == -1:
        return kind, "end"
    address = token.attrGet("href") or token.attrGet("src") or ""
    return kind.replace(
        "hardbreak", "break"
    ), f"{address} {token.attrGet('title') or ''} {token.meta or ''}".strip()


def _letters(text: str) -> Iterator[str]:
    return filter(str.isalnum, text)


def _seen_letters(source: str) -> str:
    """The letters that a reader sees of a piece of source."""
    stream: list[str | _Atom] = []
    for token in _markdown().parseInline(source):
        _take_inline(token, stream)
    return "".join(one for one in stream if isinstance(one, str))


# What one round of fixes has done


@dataclass(frozen=True)
class Change:
    """An edit: what it replaced, what it wrote, and the marks that its rule owns."""

    old: str
    new: str
    owns: frozenset[str]


def differences(
    before: str, after: str, changes: Sequence[Change], structure: Structure = Structure.UNCHANGED
) -> list[str]:
    """What differs between two texts and is explained by none of the changes, which are in their order.

    ``structure`` tells what their rules may do to the blocks.
    """
    old, new = read(before), read(after)
    faults = _unexplained(old.atoms, new.atoms, changes)
    if not faults and not _follows(_kept(old, new), _kept(new, old), changes):
        faults.append(f"letters outside the edits, or their place: {_first_difference(old, new)}")
    if _outline(old.blocks, structure) != _outline(new.blocks, structure):
        faults.append(f"blocks: {_shown(old.blocks, new.blocks)}")
    if not _in_order(old.quotations, new.quotations):
        faults.append(f"quotations: {_shown(old.quotations, new.quotations)}")
    if old.definitions != new.definitions:
        faults.append(f"definitions: {_shown(old.definitions, new.definitions)}")
    if _once_each(old.dialects) != _once_each(new.dialects):
        faults.append(f"dialects: {_shown(old.dialects, new.dialects)}")
    return faults


def _in_order(old: list[str], new: list[str]) -> bool:
    """Whether all of the first stand among the second, in their order."""
    rest = (one.translate(_LOOK_ALIKES) for one in new)
    return all(one.translate(_LOOK_ALIKES) in rest for one in old)


def _once_each(texts: list[str]) -> list[str]:
    """Without the second of two addresses side by side: a link whose text is its destination is one."""
    return [one for before, one in pairwise(["", *texts]) if one != before or not one.startswith("http")]


def _unexplained(old: list[_Atom], new: list[_Atom], changes: Sequence[Change]) -> list[str]:
    """Atoms that have gone or come with no edit that may take them or has written them."""
    faults = []
    for kind in sorted({kind for kind, _ in old + new}):
        before, after = ([atom for atom in atoms if atom[0] == kind] for atoms in (old, new))
        if before == after:
            continue
        for run in Levenshtein.opcodes(before, after):
            if run.tag == "equal":
                continue
            old_atoms, new_atoms = before[run.src_start : run.src_end], after[run.dest_start : run.dest_end]
            gone, come = _but_rewritten(old_atoms, new_atoms, changes)
            faults += [f"gone: {atom}" for atom in gone if not _may_go(atom, changes)]
            faults += [f"new: {atom}" for atom in come if not _may_come(atom, changes)]
    return faults


def _but_rewritten(
    gone: list[_Atom], come: list[_Atom], changes: Sequence[Change]
) -> tuple[list[_Atom], list[_Atom]]:
    """Without the code in which a rule that owns it has put a letter of the right alphabet."""
    for one in (change for change in changes if "code" in change.owns):
        for kind, written in gone:
            after = (kind, written.replace(one.old, one.new))
            if kind == "code" and written != after[1] and after in come:
                gone, come = _without(gone, (kind, written)), _without(come, after)
    return gone, come


def _without(atoms: list[_Atom], one: _Atom) -> list[_Atom]:
    at = atoms.index(one)
    return atoms[:at] + atoms[at + 1 :]


def _may_go(atom: _Atom, changes: Sequence[Change]) -> bool:
    kind, written = atom
    owned = [one for one in changes if _OWNED.get(kind) in one.owns]
    return any(kind != "code" or written in " ".join(one.old.split()) for one in owned)


def _may_come(atom: _Atom, changes: Sequence[Change]) -> bool:
    """A file's name in backticks; an address between angle brackets."""
    kind, written = atom
    if kind == "code":
        return any(f"`{written}`" in one.new for one in changes)
    addresses = [one for one in changes if "link" in one.owns and one.new.startswith("<")]
    return kind == "link" and any(
        written == "end" or html.unescape(one.old) in html.unescape(written) for one in addresses
    )


def _kept(reading: Reading, other: Reading) -> list[str | _Atom]:
    """The stream with the atoms of those kinds alone of which both readings have the same."""
    mine, others = Counter(reading.atoms), Counter(other.atoms)
    differ = {kind for kind, _ in (mine - others) + (others - mine)}
    return [one for one in reading.stream if isinstance(one, str) or one[0] not in differ]


def _follows(old: list[str | _Atom], new: list[str | _Atom], changes: Sequence[Change]) -> bool:
    """Whether the second stream is the first with the letters of the changes replaced, in order.

    ``starts`` are the offsets in ``old`` that may be reached behind the changes done so far; the offset in
    ``new`` then follows. From each the streams are equal up to the next change.
    """
    number: dict[str | _Atom, int] = {}
    one, two = ([number.setdefault(item, len(number)) for item in stream] for stream in (old, new))
    starts, shift = [0], 0
    for change in changes:
        left, right = _seen_letters(change.old), _seen_letters(change.new)
        if left == right:
            continue
        gone, come = ([number.get(letter, -1) for letter in text] for text in (left, right))
        starts = [
            at + len(gone)
            for at in _reachable(starts, one, two, shift)
            if one[at : at + len(gone)] == gone and two[at + shift : at + shift + len(come)] == come
        ]
        shift += len(come) - len(gone)
        if not starts:
            return False
    return any(one[at:] == two[at + shift :] for at in starts)


def _reachable(starts: list[int], one: list[int], two: list[int], shift: int) -> Iterator[int]:
    """Every offset to which the streams are equal from one of the starts on."""
    done = -1
    for start in starts:
        if start <= done:
            continue
        at = start
        yield at
        while at < len(one) and 0 <= at + shift < len(two) and one[at] == two[at + shift]:
            at += 1
            yield at
        done = at


def _outline(blocks: list[str], structure: Structure) -> list[str]:
    """The blocks. Where paragraphs may be joined, neighbouring ones of one container are one.

    Then `1)` labels a point of an answer: what stands below it belongs to it, behind a blank line or not.
    """
    if structure is Structure.UNCHANGED:
        return blocks
    if structure is Structure.NUMBERS:
        return [re.sub(r"(?<=heading_open )h\d|(?<=heading_close )h\d|\d+", "", block) for block in blocks]
    outline: list[str] = []
    points: list[bool] = []
    for block in blocks:
        kind = block.partition(" ")[0]
        if kind in {"ordered_list_open", "bullet_list_open"}:
            points.append(block.endswith(")"))
        is_point = bool(points) and points[-1] and kind.startswith(("ordered_list", "list_item_close"))
        if kind in {"ordered_list_close", "bullet_list_close"}:
            points.pop()
        if is_point or kind == "paragraph_close":
            continue
        if kind != "paragraph_open" or outline[-1:] != [block]:
            outline.append(block)
    return outline


def _shown(old: Sequence[object], new: Sequence[object]) -> str:
    for tag, one, two, three, four in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            return f"{old[one:two]!r:.200} → {new[three:four]!r:.200}"
    return ""


def _first_difference(old: Reading, new: Reading) -> str:
    pairs = enumerate(zip(old.stream, new.stream, strict=False))
    at = next((at for at, (one, two) in pairs if one != two), 0)
    return " → ".join("".join(map(str, one.stream[max(at - 20, 0) : at + 40])) for one in (old, new))


# What fixing a document does


@dataclass
class Result:
    """What was found in one file."""

    path: str
    size: int = 0
    edits: int = 0
    seconds: float = 0
    faults: list[str] = field(default_factory=list)


@cache
def _settings(preset: str) -> FileSettings:
    """Those of a preset, or of a configuration that is named instead of one."""
    config = Path(preset) if Path(preset).is_file() else None
    line = CommandLine(config=config) if config else CommandLine(preset=preset, isolated=True)
    return Resolver(line).for_file(Path("document.md"))


@lru_cache(maxsize=2)
def _parsed(source: Source) -> Document:
    """The first reading of a file, which presets share that read it alike."""
    return parse(source)


@lru_cache(maxsize=1)
def _found_anew(source: Source, preset: str) -> tuple[Violation, ...]:
    return lint(parse(source), _settings(preset).rules)


def faults(text: str, preset: str, *, unsafe: bool, memo: SegmentMemo | None = None) -> tuple[list[str], int]:
    """What fixing a text does that it must not, and the number of edits.

    Fixing may share a memo with fixing in another way; what it leaves is checked anew. Where that shows
    nothing fixable, fixing twice is fixing once.
    """
    settings = _settings(preset)
    source = settings.as_read(Source(text))
    try:
        with budget(len(text)):
            once = Fixer(_parsed(source), settings.rules, unsafe=unsafe, memo=memo).result()
        again = _found_anew(once.source, preset) if once.changed else once.report.violations
    except ProselintError as error:
        return [f"stopped: {error}"], 0
    found = []
    if once.report.violations != again:
        found.append("what is reported behind the fixes is not what is reported of their text")
    for violations in once.rounds:
        after = _applied(text, violations, source.newline)
        found += _differences(text, after, violations, preset)
        text = after
    if text != once.source.text:
        found.append("the text is not what the edits make of it")
    stay = {one.rule for one in _fixable(again, unsafe=unsafe)}
    return [*found, *(f"{rule} is called fixable and stays" for rule in sorted(stay))], len(once.applied)


def single_faults(text: str, preset: str, number: int, chosen: random.Random) -> list[str]:
    """What the fixes of some violations do, each alone."""
    settings = _settings(preset)
    source = settings.as_read(Source(text))
    fixable = list(_fixable(lint(_parsed(source), settings.rules), unsafe=True))
    found = []
    for one in chosen.sample(fixable, min(number, len(fixable))):
        after = _applied(text, [one], source.newline)
        here = _differences(text, after, [one], preset)
        left = check(settings.as_read(Source(after)), settings.rules).violations
        if _stays(one, text, left, after):
            here.append(f"{one.rule} stays")
        found += [f"{text[slice(*one.span)]!r:.80}: {fault}" for fault in here]
    return found


def _stays(one: Violation, before: str, left: Iterable[Violation], after: str) -> bool:
    """Whether a violation is reported where it was, of the same words."""
    words = before[slice(*one.span)]
    return any(
        other.rule == one.rule and other.span.start == one.span.start and after[slice(*other.span)] == words
        for other in left
    )


def _fixable(violations: Iterable[Violation], *, unsafe: bool) -> Iterator[Violation]:
    allowed = {Applicability.SAFE, Applicability.UNSAFE} if unsafe else {Applicability.SAFE}
    return (one for one, fix in fixes_of(violations) if fix.edits and fix.applicability in allowed)


def _edits(violations: Iterable[Violation], newline: str) -> list[tuple[Edit, str]]:
    """Edits in the order of the text, each with its rule."""
    return sorted(
        (Edit(edit.span, edit.text.replace("\r\n", "\n").replace("\n", newline)), one.rule)
        for one, fix in fixes_of(violations)
        for edit in fix.edits
    )


def _applied(text: str, violations: Iterable[Violation], newline: str) -> str:
    return apply_edits(text, (edit for edit, _ in _edits(violations, newline)))


def _differences(before: str, after: str, violations: Sequence[Violation], preset: str) -> list[str]:
    metas = {active.rule.meta.id: active.rule.meta for active in _settings(preset).rules}
    changes = [
        Change(before[slice(*edit.span)], edit.text, frozenset(metas[rule].owns))
        for edit, rule in _edits(violations, "\n")
    ]
    structure = max((metas[one.rule].structure for one in violations), key=list(Structure).index)
    found = differences(before, after, changes, structure)
    rules = ", ".join(sorted({one.rule for one in violations}))
    return [f"[{rules}] {fault}" for fault in found]


# Folders


Job = tuple[str, tuple[str, ...], int, int]
"""A path, the presets, how many violations are fixed alone, and the seed by which they are drawn."""


def examine(job: Job) -> Result:
    """Every fault of one file."""
    name = job[0]
    text = Path(name).read_text("utf-8", errors="replace").removeprefix("\ufeff")
    result = Result(name, len(text.encode()))
    begun = time.process_time()
    _examine(result, text, job)
    result.seconds = time.process_time() - begun
    return result


def _examine(result: Result, text: str, job: Job) -> None:
    name, presets, singly, seed = job
    for preset in presets:
        memo = SegmentMemo()
        for unsafe in (False, True):
            found, edits = faults(text, preset, unsafe=unsafe, memo=memo)
            result.edits += edits
            result.faults += [f"{preset}{' unsafe' * unsafe}: {fault}" for fault in found]
    if singly:
        chosen = random.Random(f"{seed} {name}")  # noqa: S311
        preset = chosen.choice(presets)
        alone = single_faults(text, preset, singly, chosen)
        result.faults += [f"{preset} alone: {fault}" for fault in alone]


def chosen_files(folders: Iterable[str], seen: set[str], limit: int | None, seed: int) -> list[Path]:
    """The Markdown files of folders (or files themselves) that are not in ``seen``; with a limit a sample."""
    files = [
        path
        for folder in map(Path, folders)
        for path in ([folder] if folder.is_file() else sorted(folder.rglob("*")))
        if path.suffix in _ENDINGS and path.is_file() and str(path) not in seen
    ]
    if limit is None:
        return files
    random.Random(seed).shuffle(files)  # noqa: S311
    sizes, total = [], 0
    for path in files:
        if total >= limit:
            break
        sizes.append(path)
        total += path.stat().st_size
    return sizes


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--presets", nargs="+", default=PRESETS, help="also configurations, of Vale's too")
    parser.add_argument("--limit-bytes", type=int, help="take a sample of about that size")
    parser.add_argument("--seed", type=int, default=0, help="of the samples")
    parser.add_argument("--singly", type=int, default=1, help="violations of a file fixed alone")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seen", type=Path, help="skip the files named here, and add those that were read")
    parser.add_argument("--json", type=Path, help="write the figures")
    return parser.parse_args()


def main() -> int:
    """Print a line for each fault, then the figures."""
    options = _options()
    seen = options.seen.read_text("utf-8").split("\n") if options.seen and options.seen.exists() else []
    files = chosen_files(options.folders, set(seen), options.limit_bytes, options.seed)
    jobs = [(str(path), tuple(options.presets), options.singly, options.seed) for path in files]
    results = []
    with Pool(options.processes, initializer=gc.set_threshold, initargs=_COLLECT) as pool:
        for result in pool.imap_unordered(examine, jobs):
            results.append(result)
            _tell(result, options.seen)
            if len(results) % 50 == 0:
                print(f"… {len(results)} of {len(jobs)} files", file=sys.stderr, flush=True)
    return _summary(results, options.json)


def _tell(result: Result, seen: Path | None) -> None:
    for fault in result.faults:
        print(f"{result.path}: {fault}", flush=True)
    if seen:
        with seen.open("a", encoding="utf-8") as log:
            log.write(f"{result.path}\n")


def _summary(results: list[Result], path: Path | None) -> int:
    size, edits = sum(one.size for one in results), sum(one.edits for one in results)
    faulty = {one.path: one.faults for one in results if one.faults}
    number = sum(map(len, faulty.values()))
    if path:
        seconds = round(sum(one.seconds for one in results))
        figures: dict[str, object] = {
            "files": len(results),
            "bytes": size,
            "edits": edits,
            "cpu_seconds": seconds,
        }
        figures |= {"faults": number, "faulty": faulty}
        path.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(results)} files, {size / 1e6:.2f} MB, {edits} edits: {number} faults")
    return 1 if number else 0


if __name__ == "__main__":
    sys.exit(main())
