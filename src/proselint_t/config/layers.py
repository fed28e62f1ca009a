"""Configuration files: found, read, checked for their own sense, and put on top of each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from proselint_t.config.globs import refuse_broken
from proselint_t.config.keys import FENCE_KEYS, KEYS, Key, KeyType, read_value
from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.inputs import text_of
from proselint_t.text.limits import MAX_EXTENDED, MAX_EXTENDS, MAX_LEVELS, beyond, limit
from proselint_t.text.messages import translated
from proselint_t.text.names import TOML_NAME, UNREAD_NAMES, VALE_NAMES, YAML_NAME, configuration_of_user
from proselint_t.text.patterns import pattern
from proselint_t.text.repository import WAY_OUT, leads_out
from proselint_t.yaml.nodes import File, Node
from proselint_t.yaml.reading import read_kept, refuse_large, too_deep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")
COMMAND_LINE = "command line"
"""The origin of the layer that flags make."""
TOML_TABLES = ("proselint_t", "proselint-t")
"""The package and the program: either names the table."""
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_KEY = pattern(rf"\s*+\[*+\s*+({_PART}(?:\s*\.\s*{_PART})*+)\s*[=\]]")
_SAYS_SOMETHING = pattern(r"^[ \t]*+[^#\s]", re.MULTILINE)
_SAYS_A_KEY = pattern(rf"^[ \t]*+[\"'{{]?(?:{'|'.join(KEYS)})[\"']?\s*+:", re.MULTILINE)


class Layer(NamedTuple):
    """The values that one file (or one of its overrides) sets.

    ``origin`` names it in explanations, ``folder`` is what its paths are relative to. ``nodes`` are kept
    for errors that show only when the rules are known.
    """

    origin: str
    folder: Path
    values: dict[str, Any]
    nodes: Mapping[str, Node] = {}
    globs: tuple[str, ...] = ()


class Fences(NamedTuple):
    """An entry of ``inside``: the fences that it speaks of, and what it sets for their text.

    ``fence`` is the word behind the opening marks, ``after`` the beginning of the nearest line above with
    text; an empty one takes all.
    """

    fence: str
    after: str
    layer: Layer

    def __str__(self) -> str:
        above = translated(" below «%s»", self.after) if self.after else ""
        values = ", ".join(f"{name} {value}" for name, value in self.layer.values.items())
        return f"{self.fence or translated('any fence')}{above} ({values})"


class Stack(NamedTuple):
    """Layers of one configuration, the weakest first, and the overrides of each in the same order."""

    layers: tuple[Layer, ...] = ()
    overrides: tuple[Layer, ...] = ()


def merged(layers: Iterable[Layer]) -> dict[str, tuple[Any, str]]:
    """The value of each key and what set it: later layers replace.

    ``terms``, ``mask``, ``ignore``, ``extend-select`` and ``unfixable`` add up.
    """
    values: dict[str, tuple[Any, str]] = {}
    for layer in layers:
        for name, value in layer.values.items():
            if name in {"rules", "overrides", "extends"}:
                continue
            if name == "terms":
                value = {**values.get(name, ({}, ""))[0], **value}  # noqa: PLW2901
            elif name in {"mask", "ignore", "extend-select", "unfixable"}:
                value = (*values.get(name, ((), ""))[0], *value)  # noqa: PLW2901
            elif KEYS[name].files:
                value = _absolute(value, layer.folder)  # noqa: PLW2901
            values[name] = (value, layer.origin)
    return values


def _absolute(value: str | tuple[str, ...], folder: Path) -> Path | tuple[Path, ...]:
    return folder / value if isinstance(value, str) else tuple(folder / one for one in value)


def _stands(path: Path) -> bool:
    """Whether a file is there or what stands for one (a pipe, a link to nothing): its reading tells of it."""
    return (path.exists() or path.is_symlink()) and not path.is_dir()


class Upwards(Generic[T]):
    """What is found in a folder, or in the nearest one above that has it; each is looked at once.

    No call inside of another: a repository may hold a thousand folders, each in the one before.
    """

    def __init__(self, look: Callable[[Path], T | None]) -> None:
        self._look = look
        self._known: dict[Path, T | None] = {}

    def __call__(self, folder: Path) -> T | None:
        new: list[Path] = []
        answer = None
        for here in chain((folder,), folder.parents):
            if here in self._known:
                answer = self._known[here]
                break
            new.append(here)
            if (answer := self._look(here)) is not None:
                break
        self._known.update(dict.fromkeys(new, answer))
        return answer

    def cache_clear(self) -> None:
        self._known.clear()


@Upwards
def find(folder: Path) -> Path | None:
    """The nearest configuration of a folder: in it or in one above. ``.proselint-t.yaml`` wins."""
    own = folder / YAML_NAME
    if _stands(own):
        return own
    project = folder / TOML_NAME
    if _stands(project) and _has_table(project, text_of(project, ConfigError)):
        return project
    return None


@Upwards
def find_vale(folder: Path) -> Path | None:
    """The nearest configuration of Vale's, in a folder or in one above."""
    return next((folder / name for name in VALE_NAMES if _stands(folder / name)), None)


@cache
def find_of_user() -> Path | None:
    """The configuration of the user, for files that have none (in XDG_CONFIG_HOME, or %APPDATA%)."""
    own = configuration_of_user()
    return own if own is not None and own.is_file() else None


def is_vale(path: Path) -> bool:
    """Whether a configuration is one of Vale's."""
    return path.name in VALE_NAMES or path.suffix == ".ini"


@cache
def unread(folder: Path) -> tuple[Path, ...]:
    """Files of a folder, and of those above up to its configuration, that look like one and are not read."""
    config = find(folder)
    around = [folder, *folder.parents]
    upto = around.index(config.parent) + 1 if config is not None else len(around)
    return tuple(path for here in around[:upto] for path in unread_in(here))


@cache
def unread_in(folder: Path) -> tuple[Path, ...]:
    """Those of one folder alone."""
    return tuple(folder / name for name in UNREAD_NAMES if (folder / name).is_file())


def holds(path: Path, text: str) -> bool:
    """Whether a file with this text is the configuration of its folder."""
    if path.name == YAML_NAME:
        return True
    return not (path.parent / YAML_NAME).is_file() and _has_table(path, text)


def _has_table(path: Path, text: str) -> bool:
    return any(name in text for name in TOML_TABLES) and _toml_root(path, text) is not None


@cache
def load(path: Path) -> Stack:
    """A configuration with everything that it extends. Raises :class:`ConfigError`.

    One of Vale's stands for a configuration of ours that says nothing but its name.
    """
    if is_vale(path):
        return Stack((Layer(str(path), path.parent, {"vale": path.name}),))
    return read(path, text_of(path, ConfigError))


def read(path: Path, text: str) -> Stack:
    """What :func:`load` would give if the file held this text."""
    layers: list[Layer] = []
    overrides: list[Layer] = []
    for root, file in reversed(list(_chain(path, text, (), set()))):
        root.refuse_unknown(KEYS)
        if "exclude" in root.mapping():
            refuse_broken(root.mapping()["exclude"])
        layers.append(_layer(root, file, str(file), KEYS))
        overrides.extend(_overrides(root, file))
    return Stack(tuple(layers), tuple(overrides))


def _chain(path: Path, text: str, above: tuple[Path, ...], seen: set[Path]) -> Iterator[tuple[Node, Path]]:
    """A configuration, then the files that it extends, the strongest first.

    Each is there once, where it is strongest: what it says again below that changes nothing.
    """
    root = _root(path, text)
    _refuse_outside(root, path.parent)
    yield root, path
    above = (*above, path)
    named = root.mapping().get("extends")
    for base in _bases(named, above, seen) if named else ():
        yield from _chain(base, text_of(base, ConfigError), above, seen)


def _bases(named: Node, above: tuple[Path, ...], seen: set[Path]) -> Iterator[Path]:
    """The files that the last of those ``above`` extends, the strongest first, without those ``seen``."""
    names, most, in_all = named.texts(), int(limit(MAX_EXTENDS)), int(limit(MAX_EXTENDED))
    if len(names) > most:
        told = beyond(MAX_EXTENDS, translated("more than %s files are named", most))
        raise named.problem(told, translated("name one that extends them"))
    for name in reversed(names):
        base = (above[-1].parent / name).resolve()
        if base in above:
            told = translated("«%s» extends this file in turn", name)
            raise named.problem(told, translated("take one of the two out"))
        if len(above) > most:
            told = beyond(MAX_EXTENDS, translated("more than %s files extend each other", most))
            raise named.problem(told, translated("name the last one here"))
        if base in seen:
            continue
        seen.add(base)
        if len(seen) > in_all:
            told = beyond(MAX_EXTENDED, translated("more than %s files are extended in all", in_all))
            raise named.problem(told, translated("take some out"))
        if not base.is_file():
            told = translated("there is no file «%s»", name)
            raise named.problem(told, translated("paths begin in the folder of this file"))
        yield base


def _root(path: Path, text: str) -> Node:
    _refuse_strangers(path, text)
    if path.suffix == ".toml":
        return _toml_root(path, text) or Node(File(str(path), ConfigError), {}, 1, 1)
    root = read_kept(text, str(path))
    root.mapping()
    return root


def _refuse_strangers(path: Path, text: str) -> None:
    """Raise where a file of another name says nothing like a configuration: messages would quote it."""
    named = path.suffix == ".toml" or path.resolve().name == YAML_NAME
    if not (named or _SAYS_SOMETHING.search(text) is None or _SAYS_A_KEY.search(text)):
        raise ConfigError(
            translated("no configuration: no line begins with one of its keys"), Place(str(path))
        )


def _refuse_outside(root: Node, folder: Path) -> None:
    """Raise at the first file that lies outside the repository of the configuration."""
    mappings = [root.value, *(one.value for key in ("overrides", "inside") for one in _entries(root, key))]
    for mapping in mappings:
        for name, node in mapping.items() if isinstance(mapping, dict) else ():
            if name in KEYS and KEYS[name].files:
                for one in node.value if isinstance(node.value, list) else [node]:
                    if isinstance(one.value, str) and leads_out(folder / one.value, folder):
                        raise one.problem(
                            translated("«%s» lies outside the repository", one.value), translated(WAY_OUT)
                        )


def _entries(root: Node, key: str) -> list[Node]:
    node = root.value.get(key) if isinstance(root.value, dict) else None
    return node.value if node is not None and isinstance(node.value, list) else []


def _layer(root: Node, file: Path, origin: str, keys: dict[str, Key]) -> Layer:
    nodes = {name: node for name, node in root.mapping().items() if name in keys}
    values = {
        name: tuple(_fences(node, file))
        if keys[name].type is KeyType.INSIDE
        else read_value(keys[name], node)
        for name, node in nodes.items()
    }
    return Layer(origin, file.parent, values, nodes)


def _fences(node: Node, file: Path) -> Iterator[Fences]:
    keys = {name: key for name, key in KEYS.items() if key.overridable and key.type is not KeyType.INSIDE}
    for entry in node.items():
        entry.refuse_unknown((*keys, *FENCE_KEYS))
        fence, after = (
            entry.mapping()[name].text() if name in entry.mapping() else "" for name in FENCE_KEYS
        )
        if not (fence or after):
            raise entry.problem(translated("an entry of inside names its fences"), "fence: markdown")
        yield Fences(fence, after, _layer(entry, file, f"{file} (inside {fence or after})", keys))


def _overrides(root: Node, file: Path) -> Iterator[Layer]:
    node = root.mapping().get("overrides")
    keys = {name: key for name, key in KEYS.items() if key.overridable}
    for entry in node.items() if node else ():
        entry.refuse_unknown((*keys, "files"))
        files = entry.mapping().get("files")
        if files is None:
            raise entry.problem(translated("an override names its files"), "files: answers/*.md")
        refuse_broken(files)
        layer = _layer(entry, file, f"{file} ({', '.join(files.texts())})", keys)
        yield layer._replace(globs=files.texts())


def _toml_root(path: Path, text: str) -> Node | None:
    """The table ``[tool.proselint_t]`` (or ``-t``) as nodes; ``None`` when there is none."""
    import tomllib  # noqa: PLC0415 - most projects keep their configuration in YAML

    refuse_large(text, str(path))
    # The library reads a dotted key in the square of its parts.
    deep = re.search(rf"(?<![\w-])(?:{_PART}[ \t]*+\.[ \t]*+){{{limit(MAX_LEVELS):.0f}}}", text)
    if deep:
        raise ConfigError(too_deep(), Place(str(path), text.count("\n", 0, deep.start()) + 1))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
        problem = str(error).partition(" (at ")[0]
        raise ConfigError(translated("not valid TOML: %s", problem), Place(str(path), line, column)) from None
    except ValueError:
        raise ConfigError(
            translated("not valid TOML: a number or a date that is none"), Place(str(path))
        ) from None
    except RecursionError:
        raise ConfigError(too_deep(), Place(str(path))) from None
    tools = data.get("tool")
    tables = [tools[name] for name in TOML_TABLES if name in tools] if isinstance(tools, dict) else []
    if len(tables) > 1:
        problem = translated(" and ").join(f"[tool.{name}]" for name in TOML_TABLES)
        raise ConfigError(
            translated("two tables: %s", problem),
            Place(str(path)),
            hint=translated("take one of the two out"),
        )
    return _Tables(File(str(path), ConfigError), _places_of_keys(text)).node(tables[0]) if tables else None


class _Tables(NamedTuple):
    """The tables of a file of TOML. tomllib keeps no places, so there is where each key is written."""

    file: File
    places: dict[str, list[int]]

    def node(self, data: Any, key: str = "", line: int = 1, level: int = 0) -> Node:
        """Python data as nodes, each on the line on which its key is first written."""
        if level > limit(MAX_LEVELS):
            raise self.file.error(too_deep(), Place(self.file.path, line))
        if isinstance(data, dict):
            key_places: dict[str, tuple[int, int]] = {}
            node = Node(self.file, {}, line, 1, key, key_places=key_places)
            children: dict[str, Node] = {}
            for name, value in data.items():
                at = _line_of(name, self.places, line)
                children[name] = self.node(value, f"{key}.{name}" if key else name, at, level + 1)
                key_places[name] = (at, 1)
            node.value = children
            return node
        if isinstance(data, list):
            items = [self.node(item, f"{key}[{index}]", line, level + 1) for index, item in enumerate(data)]
            return Node(self.file, items, line, 1, key)
        text = str(data).lower() if isinstance(data, bool) else str(data)
        return Node(self.file, text, line, 1, key, plain=not isinstance(data, str))


def _line_of(name: str, places: dict[str, list[int]], after: int) -> int:
    """The line from ``after`` on that first writes a key, ``after`` where none does."""
    lines = places.get(name, [])
    at = bisect_left(lines, after)
    return lines[at] if at < len(lines) else after


def _places_of_keys(text: str) -> dict[str, list[int]]:
    """Key → the numbers of the lines that write it, in a value or in a header."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        found = _KEY.match(line)
        for name in re.split(r"\s*\.\s*", found[1].strip()) if found else ():
            places.setdefault(name.strip("\"'"), []).append(number)
    return places
