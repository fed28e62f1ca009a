"""The flags of ``check`` and ``fix``, their values as one record, and what a shell is offered for them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

import click

from proselint_t.rules.rule import NEVER, Severity
from proselint_t.text.errors import ProselintError
from proselint_t.text.formats import REPORTS
from proselint_t.text.messages import speak, spoken, translated
from proselint_t.text.names import ANY_NAME, CACHE_VARIABLE, PRESETS
from proselint_t.text.patterns import pattern
from proselint_t.text.repository import open_up
from proselint_t.text.speech import MESSAGES_VARIABLE, SPEAKS

if TYPE_CHECKING:
    from proselint_t.config import CommandLine
    from proselint_t.runner.files import Fixing
    from proselint_t.text.formats import Format


STDIN = Path("-")
ADD_SUPPRESSIONS = "--add-suppressions"
_NO_REASON = pattern(r"-->|\*/|[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

PATH = click.Path(path_type=Path)
Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


def rules_and_styles(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Rule ids and styles for the last of several names."""
    from proselint_t.config.selection import names_of  # noqa: PLC0415 - only a shell asks

    before, comma, last = begun.rpartition(",")
    return [before + comma + name for name in _going_on(names_of(_rules()), last)]


def offered_presets(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    return _going_on(PRESETS, begun)


def _going_on(names: Iterable[str], begun: str) -> list[str]:
    return sorted(name for name in names if name.startswith(begun))


def _rules() -> tuple[str, ...]:
    """The rules that hold in this folder; the bundled ones where its configuration is broken."""
    from proselint_t.config import CommandLine, Resolver  # noqa: PLC0415

    try:
        return tuple(Resolver().catalog(Path(ANY_NAME)).ids)
    except ProselintError:
        return tuple(Resolver(CommandLine(isolated=True)).catalog(Path(ANY_NAME)).ids)


class Names(click.ParamType[tuple[str, ...], str]):
    """Names separated by commas; the flag may be repeated."""

    name = "name[,name…]"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - click's signature
        ctx: click.Context | None,  # noqa: ARG002
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        return tuple(name.strip() for name in value.split(",") if name.strip())


def _names(
    flag: str,
    help: str,  # noqa: A002 - click's word
    offered: Callable[[click.Context, click.Parameter, str], list[str]] | None = None,
) -> Callable[[Decorated], Decorated]:
    return click.option(
        flag,
        type=Names(),
        multiple=True,
        help=help,
        shell_complete=offered,
        callback=lambda _context, _parameter, values: tuple(name for names in values for name in names),
    )


def _comment_text(_context: click.Context, _parameter: click.Parameter, reason: str | None) -> str | None:
    """The reason of a suppression, which must stay inside its comment."""
    if reason and _NO_REASON.search(reason):
        raise click.BadParameter(translated("a reason is one line of text without «-->» and «*/»"))
    return reason.strip() if reason is not None else None


def _allow_outside(_context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        open_up()


def fail_on_option(default: Severity, *, configured: bool = False) -> Callable[[Decorated], Decorated]:
    """``configured``: the configuration may say what holds where the flag is not given."""
    return click.option(
        "--fail-on",
        type=click.Choice([*(severity.value for severity in Severity), NEVER]),
        default=None if configured else default.value,
        show_default=default.value,
        help="The least severity that makes the exit code 1.",
    )


def format_option(*forms: str) -> Callable[[Decorated], Decorated]:
    """The form of what a command prints: one of ``forms``, `text` unless another is asked for."""
    return click.option(
        "--output-format",
        type=click.Choice(forms),
        default="text",
        show_default=True,
        help="Form of the report.",
    )


output_file_option = click.option(
    "--output-file",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to a file.",
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour of the report.",
)
cache_dir_option = click.option(
    "--cache-dir",
    type=click.Path(path_type=Path, file_okay=False),
    envvar=CACHE_VARIABLE,
    help="Where to keep what was found.  [default: the cache folder of the user]",
)
REPORT_OPTIONS = (
    click.option(
        "--output-format",
        "-f",
        type=click.Choice(tuple(REPORTS)),
        help="Form of the report.  [default: full on a terminal, else concise]",
    ),
    output_file_option,
)

_CONFIGURATION = (
    click.option("--config", type=PATH, metavar="FILE", help="Read this configuration only."),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    click.option(
        "--allow-outside",
        is_flag=True,
        expose_value=False,
        callback=_allow_outside,
        help="Let configurations and links lead out of the repository.",
    ),
)

_SELECTION = (
    _names("--select", "Rules and styles to run instead of the preset's.", rules_and_styles),
    _names("--ignore", "Rules and styles to leave out.", rules_and_styles),
    _names("--extend-select", "Rules and styles to run beside the others.", rules_and_styles),
    click.option(
        "--preset",
        metavar="NAME",
        shell_complete=offered_presets,
        help="Rules with settings: recommended, docs, answer, report, notation.",
    ),
    click.option(
        "--min-severity",
        type=click.Choice([severity.value for severity in Severity]),
        help="Leave out rules that are less grave.",
    ),
    _names("--fixable", "Rules and styles whose fixes may be applied.", rules_and_styles),
    _names("--unfixable", "Rules and styles whose fixes are not applied.", rules_and_styles),
    click.option(
        "--strict-styles",
        is_flag=True,
        help="A rule of a style that cannot run is an error, not only said.",
    ),
    click.option(
        "--messages",
        type=click.Choice(SPEAKS),
        envvar=MESSAGES_VARIABLE,
        help="Language of the report.  [default: that of the locale]",
    ),
    *_CONFIGURATION,
)


class _Flag:
    """A flag that is called as its field; without ``attributes`` of click's it has no value."""

    def __init__(self, said: str, *short: str, **attributes: Any) -> None:
        self.said, self.short, self.attributes = said, short, attributes or {"is_flag": True}

    def named(self, field: str) -> Callable[[Decorated], Decorated]:
        return click.option(f"--{field.replace('_', '-')}", *self.short, help=self.said, **self.attributes)


class Options(NamedTuple):
    """Everything that ``check`` was asked to do: each field with its flag, in the order of `--help`."""

    paths: tuple[Path, ...]
    selection: "CommandLine"
    fix: Annotated[bool, _Flag("Apply safe fixes to the files.")]
    unsafe_fixes: Annotated[bool, _Flag("Count and apply unsafe fixes too.")]
    diff: Annotated[bool, _Flag("Show what the fixes would change; change nothing.")]
    fix_only: Annotated[bool, _Flag("Apply fixes, do not report what remains.")]
    show_fixes: Annotated[bool, _Flag("List the fixes that were applied.")]
    exit_zero: Annotated[bool, _Flag("Exit with 0 even when violations remain.")]
    exit_non_zero_on_fix: Annotated[bool, _Flag("Exit with 1 when anything was fixed.")]
    fail_on: Annotated[str | None, fail_on_option(Severity.SUGGESTION, configured=True)]
    output_format: Annotated[str | None, REPORT_OPTIONS[0]]
    output_file: Annotated[Path | None, output_file_option]
    statistics: Annotated[bool, _Flag("Count violations by rule instead of listing them.")]
    by_point: Annotated[bool, _Flag("List violations below the points of an answer.")]
    stdin_filename: Annotated[
        Path | None,
        _Flag("The path that standard input stands for.", type=PATH),
    ]
    no_cache: Annotated[bool, _Flag("Neither use nor keep what earlier runs have found.")]
    cache_dir: Annotated[Path | None, cache_dir_option]
    jobs: Annotated[
        int | None,
        _Flag(
            "How many processes check.  [default: one for each processor, for 300 KB of new text]",
            type=click.IntRange(1),
        ),
    ]
    exclude: Annotated[
        tuple[str, ...], _names("--exclude", "Patterns of files and folders to pass over, as in .gitignore.")
    ]
    force_exclude: Annotated[bool, _Flag("Pass over excluded files even when named.")]
    baseline: Annotated[
        Path | None,
        _Flag(
            "Do not report the violations that are listed here.",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
        ),
    ]
    update_baseline: Annotated[bool, _Flag("List every violation in the baseline.")]
    add_suppressions: Annotated[
        str | None,
        _Flag(
            "Silence every violation by a comment on its line.", metavar="[=REASON]", callback=_comment_text
        ),
    ]
    diff_base: Annotated[
        str | None, _Flag("Report violations on lines changed since a git revision.", metavar="REV")
    ]
    watch: Annotated[bool, _Flag("Check again whenever something changes.", "-w")]
    show_files: Annotated[bool, _Flag("List the files that would be checked, and check none.")]
    explain: Annotated[
        str | None,
        _Flag(
            "Say for a place what each rule makes of it, and why it keeps silent.",
            metavar="FILE:LINE[:COLUMN]",
        ),
    ]
    quiet: Annotated[bool, _Flag("Print violations and errors only.", "-q")]
    verbose: Annotated[bool, _Flag("Say which configuration holds for each file.", "-v")]
    color: Annotated[str, color_option]
    suffixes: frozenset[str] = frozenset()
    """Endings of the files to read in folders, in lower case with their dot."""

    @property
    def fixing(self) -> "Fixing | None":
        if not (self.fix or self.fix_only or self.diff):
            return None
        from proselint_t.runner.files import Fixing  # noqa: PLC0415 - `--help` must not load Markdown

        return Fixing(unsafe=self.unsafe_fixes, write=not self.diff)

    @property
    def form(self) -> "Format":
        """The format of the report; where none is asked for, one for people."""
        return REPORTS[self.output_format or "full"]

    def fails(self, severity: Severity) -> bool:
        """Whether a remaining violation of this severity makes the exit code 1."""
        return fails(severity, self.fail_on or Severity.SUGGESTION)


def _flags() -> Iterator[tuple[str, Callable[[Any], Any]]]:
    for field, hint in Options.__annotations__.items():
        for flag in getattr(hint, "__metadata__", ()):
            yield field, flag.named(field) if isinstance(flag, _Flag) else flag


_FLAGS = dict(_flags())
_CHECK = [*_FLAGS.values()]
_BEHIND = [*_FLAGS].index("exclude")
_CHECK[_BEHIND:_BEHIND] = (  # of the selection, and of this command alone
    _Flag("Let rules of Vale read files as plain text, without markup.").named("ignore_syntax"),
    _Flag("It is an error where a file has no configuration.").named("require_config"),
)


def fails(severity: Severity, fail_on: str) -> bool:
    """Whether a violation makes the exit code 1; ``fail_on`` is the value of the flag."""
    return fail_on != NEVER and severity.rank <= Severity(fail_on).rank


def with_options(options: Sequence[Callable[[Any], Any]], command: Decorated) -> Decorated:
    for option in reversed(options):
        command = option(command)
    return command


def configuration_options(command: Decorated) -> Decorated:
    return with_options(_CONFIGURATION, command)


def selection_options(command: Decorated) -> Decorated:
    return with_options(_SELECTION, command)


def check_options(command: Decorated) -> Decorated:
    return with_options((*_SELECTION, *_CHECK), command)


def selection_of(values: dict[str, Any]) -> "CommandLine":
    """Take the flags of :func:`selection_options`, as far as a command has them, out of its values.

    From here on the program speaks the language that they or the configuration ask for.
    """
    from proselint_t.config import CommandLine, Resolver  # noqa: PLC0415 - `--help` must not load Markdown

    asked = values.pop("messages", None)
    speak(asked or spoken())
    # What --exclude says is tried when the language of the run is known.
    names = [name for name in CommandLine._fields if name in values and name != "exclude"]
    given = {name: values.pop(name) for name in names}
    if given["isolated"] and given["config"]:
        raise click.UsageError(
            translated("--isolated and --config exclude each other: leave out one of them")
        )
    line = CommandLine(**{name: value for name, value in given.items() if value != ()})
    speak(asked or Resolver(line).messages(Path.cwd()) or spoken())
    return line
