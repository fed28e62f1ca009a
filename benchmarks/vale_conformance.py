"""Cases taken from Vale's own tests and from public styles, run as a user would run them.

    python benchmarks/vale_conformance.py CASES.json [--floor LINT UNIT] [--show]

A lint case is a folder with a configuration of Vale's: the command runs there, and its alarms are compared by
line, column, rule and message. A unit case asks one function. Counted are the cases that need neither a
tagger, nor Tengo, nor MDX; unit cases without a counterpart here are only named.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proselint_t.rules.matching.substitutes import alternatives
from proselint_t.rules.vale.blocks import vale_sentences
from proselint_t.rules.vale.capitalization import Capitalization, Casing, sentence_case, title_case
from proselint_t.rules.vale.checks import formatted
from proselint_t.rules.vale.definition import vale_rule
from proselint_t.rules.vale.ini import parse_ini
from proselint_t.rules.vale.metrics import counts, grade, syllables
from proselint_t.rules.vale.patterns import compiled_go, is_phrase, without_groups
from proselint_t.rules.vale.points import term_in_case
from proselint_t.rules.vale.settings import ValeSettings, glob_takes
from proselint_t.rules.vale.spelling import spelled_words
from proselint_t.text.errors import ProselintError, RuleError
from proselint_t.text.source import Source
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NOT_COUNTED = frozenset({"pos-tagger", "tengo", "mdx"})
_COMMAND = (sys.executable, "-m", "proselint_t", "check", "--require-config")
_REPORT = ("--output-format", "json", "--quiet", "--exit-zero")
_FILTER = re.compile(r'--filter=\.Name=="(.+)"')
_SAME = ("--config=", "--ignore-syntax")
_COMPARED = ("line", "col", "check", "message")


def lint(case: dict[str, Any], root: Path) -> str | None:
    """What is wrong with the alarms of a case, or ``None``."""
    folder = root / case["cwd"]
    arguments, given = _ours(case["args"], folder)
    done = subprocess.run(
        [*_COMMAND, *arguments, *_REPORT],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        stdin=(folder / given).open() if given else subprocess.DEVNULL,
    )
    if case["match"] == "error":
        return None if done.returncode == case["exit_code"] else f"exit code {done.returncode}"
    if done.returncode:
        return done.stderr.strip()[-300:]
    shown, found = Path(case["shown_as"]), json.loads(done.stdout)
    return _difference(case, [one for one in found if shown in (Path(one["path"]), Path())])


def _ours(arguments: list[str], folder: Path) -> tuple[list[str], str]:
    """Arguments of ours for those of Vale's, as ``docs/vale.md`` tells, and the file of standard input.

    What has no counterpart is left out, so is a file that was not copied with the case.
    """
    ours, given, name = [], "", ""
    for before, argument in zip(["", *arguments], arguments, strict=False):
        if found := _FILTER.fullmatch(argument):
            ours += ["--select", found[1]]
        elif argument.startswith("--glob=!"):
            ours += ["--exclude", argument.removeprefix("--glob=!")]
        elif argument.startswith("--ext="):
            name = f"stdin{argument.removeprefix('--ext=')}"
        elif before == "<":
            given = argument
        elif argument.startswith(_SAME) or (folder / argument).exists():
            ours.append(argument)
    return ([*ours, "--stdin-filename", name, "-"] if given else ours), given


def _difference(case: dict[str, Any], found: list[dict[str, Any]]) -> str | None:
    keys = case.get("compare") or _COMPARED
    only = set(case.get("only_checks") or ())
    found = [{**one, "col": one["column"], "check": one["rule"]} for one in found]
    ours = Counter(_key(one, keys) for one in found if not only or one["check"] in only)
    wanted = Counter(_key(one, keys) for one in case["expected"])
    if case["match"] == "match-set":
        ours, wanted = Counter(set(ours)), Counter(set(wanted))
    missing, more = wanted - ours, ours - wanted
    _pair_nowhere(missing, more, case["expected"], keys)
    if not missing and (not more or case["match"] == "subset"):
        return None
    return f"missing {sorted(missing)[:4]}; more {sorted(more)[:4]}"


def _key(one: dict[str, Any], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(one.get(key)) for key in keys)


def _pair_nowhere(
    missing: Counter[tuple[str, ...]],
    more: Counter[tuple[str, ...]],
    expected: list[dict[str, Any]],
    keys: Sequence[str],
) -> None:
    """Takes out alarms that Vale reports at no place of their own, with ours of the same rule and message."""
    free = [at for at, key in enumerate(keys) if key in {"line", "col"}]

    def placeless(key: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part for at, part in enumerate(key) if at not in free)

    for one in expected:
        key = _key(one, keys)
        if one.get("col_in_source") != "no" or not missing[key]:
            continue
        other = next((ours for ours in more if more[ours] and placeless(ours) == placeless(key)), None)
        if other is not None:
            missing[key] -= 1
            more[other] -= 1
    for counter in (missing, more):
        for key in [key for key, count in counter.items() if count <= 0]:
            del counter[key]


def _title(given: dict[str, Any]) -> str:
    return title_case(given["text"], _casing(given), chicago=given["style"] == "Chicago")


def _casing(given: dict[str, Any]) -> Casing:
    terms = tuple(sorted(given.get("exceptions") or (), key=len, reverse=True))
    return Casing(terms, given.get("prefix") or "")


def _is_sentence_case(given: dict[str, Any]) -> bool:
    keys = {"match": "$sentence", **{key: given[key] for key in ("exceptions", "indicators", "threshold")}}
    rule = _rule({"extends": "capitalization", "message": "x", **keys})
    point = rule.point
    return isinstance(point, Capitalization) and point.judged(given["text"])[1]


def _rule(keys: dict[str, Any]) -> Any:
    keys = {key: value for key, value in keys.items() if key != "name"}
    return vale_rule(read_yaml(json.dumps(keys), "rule.yml", RuleError), "Vale.Rule", ValeSettings())


def _run_rule(given: dict[str, Any]) -> dict[str, Any]:
    from proselint_t.document import parse  # noqa: PLC0415
    from proselint_t.rules.rule import Context  # noqa: PLC0415

    source = Source(given["text"], "text.txt")
    found = _rule(given["rule"]).check(document := parse(source), Context(document, {}))
    return {"alerts": [{"match": source.text[slice(*one.span)], "message": one.message} for one in found]}


def _metrics(given: dict[str, Any]) -> dict[str, float]:
    counted = counts(given["text"])
    names = ("SMOG", "Gunning Fog", "Coleman-Liau", "Flesch-Kincaid", "Automated Readability")
    grades = {re.sub("[ -]", "", name): grade(name, counted) for name in names}
    return {
        "sentences": counted.sentences,
        "words": counted.words,
        "characters": counted.characters,
        **grades,
    }


def _read_config(given: dict[str, Any]) -> dict[str, Any]:
    try:
        config = parse_ini(given["ini"], Path("/.vale.ini"))
    except ProselintError as error:
        return {"error": str(error)}
    return {"comment_delimiters": {glob: list(marks) for glob, marks in config.settings.delimiters}}


UNITS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "title-case": _title,
    "sentence-case": lambda given: sentence_case(given["text"], _casing(given)),
    "sentence-case-check": _is_sentence_case,
    "split-sentences": lambda given: [given["text"][slice(*one)] for one in vale_sentences(given["text"])],
    "count-syllables": lambda given: {word: syllables(word) for word in given["words"]},
    "glob-match": lambda given: glob_takes(given["pattern"], given["path"]),
    "run-rule": _run_rule,
    "replacement-options": lambda given: list(alternatives(given["replacement"])),
    "is-plain-phrase": lambda given: is_phrase(given["text"]),
    "read-config": _read_config,
    "spelling-tokens": lambda given: [word for word, _ in spelled_words(given["text"])],
    "recase-to-term": lambda given: term_in_case(given["term"], given["observed"]),
    "text-metrics": _metrics,
    "format-message": lambda given: formatted(given["message"], given["args"]),
    "make-groups-non-capturing": lambda given: without_groups(given["pattern"]),
    "regex-search": lambda given: all(
        compiled_go(pattern).search(text) for pattern, texts in given["patterns"].items() for text in texts
    ),
}
"""Functions of Vale's with a counterpart here."""


def unit(case: dict[str, Any]) -> str | None:
    """What is wrong with the answer of a function, or ``None``."""
    found, wanted = UNITS[case["function"]](case["input"]), case["expected"]
    return (
        None
        if _agrees(found, wanted)
        else f"{json.dumps(case['input'])[:160]}: {found!r:.200} for {wanted!r:.200}"
    )


def _agrees(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict) and "error_contains" in wanted:
        return "error" in found
    if isinstance(wanted, dict):
        near = wanted.get("tolerance", 0.0)
        return all(
            abs(found[key] - value) <= max(near, 0.006)
            if isinstance(value, float)
            else _agrees(found[key], value)
            for key, value in wanted.items()
            if key not in {"tolerance", "note"} and key in found
        )
    if isinstance(wanted, list) and isinstance(found, list) and wanted and isinstance(wanted[0], dict):
        return all(_agrees(one, other) for one, other in zip(found, wanted, strict=False)) and bool(found)
    return bool(found == wanted)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path)
    parser.add_argument("--floor", type=float, nargs=2, metavar=("LINT", "UNIT"), default=(0.0, 0.0))
    parser.add_argument("--show", action="store_true", help="what differs in each case that fails")
    parser.add_argument("--only", default="", help="cases whose id holds this")
    arguments = parser.parse_args()
    cases = [one for one in json.loads(arguments.cases.read_text()) if arguments.only in one["id"]]
    lints = [one for one in cases if one["kind"].startswith("lint")]
    units = [one for one in cases if one["kind"] == "unit" and one["function"] in UNITS]
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda case: lint(case, arguments.cases.parent), lints))
    shares = [
        _report("lint", list(zip(lints, said, strict=True)), "extends", show=arguments.show),
        _report("unit", [(case, unit(case)) for case in units], "function", show=arguments.show),
    ]
    without = Counter(
        one["function"] for one in cases if one["kind"] == "unit" and one["function"] not in UNITS
    )
    print(f"without counterpart: {dict(without)}")
    return int(any(share < floor for share, floor in zip(shares, arguments.floor, strict=True)))


def _report(kind: str, judged: list[tuple[dict[str, Any], str | None]], by: str, *, show: bool) -> float:
    """Prints passed and failed by extension point and by need; the share of the counted that passed."""
    counted = [(case, said) for case, said in judged if not _NOT_COUNTED.intersection(case["needs"])]
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for case, said in judged:
        names = case.get(by) or ()
        for name in {
            *([names] if isinstance(names, str) else names),
            *(f"needs {one}" for one in case["needs"]),
        }:
            table[name][said is not None] += 1
    for name, (passed, failed) in sorted(table.items()):
        print(f"{kind} {name}: {passed} passed, {failed} failed")
    for case, said in judged:
        if said is not None:
            needs = ", ".join(_NOT_COUNTED.intersection(case["needs"]))
            print(
                f"FAILED {case['id']}{f' (not counted: {needs})' if needs else ''}"
                + (f"\n    {said}" if show else "")
            )
    passed = sum(said is None for _, said in counted)
    share = passed / max(len(counted), 1)
    print(f"{kind}: {passed} of {len(counted)} counted cases passed ({share:.1%})")
    return share


if __name__ == "__main__":
    sys.exit(main())
