"""Markdown examples of the specifications, taken from the source distribution of markdown-it-py."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

CACHE = Path(__file__).resolve().parents[2] / ".pytest_cache" / "sdist"
_FIXTURE = re.compile(r"^\.\n(.*?)^\.\n.*?^\.$", re.DOTALL | re.MULTILINE)


@cache
def _archive() -> Path:
    release = version("markdown-it-py")
    found = list(CACHE.glob(f"markdown_it_py-{release}.tar.gz"))
    if not found:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
        done = subprocess.run(
            [*command, "-d", str(CACHE), f"markdown-it-py=={release}"], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("the source distribution of markdown-it-py cannot be downloaded")
        found = list(CACHE.glob(f"markdown_it_py-{release}.tar.gz"))
    return found[0]


@cache
def _texts(suffix: str) -> tuple[str, ...]:
    with tarfile.open(_archive()) as archive:
        members = [member for member in archive.getmembers() if member.name.endswith(suffix)]
        files = [archive.extractfile(member) for member in members]
        return tuple(file.read().decode("utf-8") for file in files if file is not None)


@cache
def commonmark() -> tuple[str, ...]:
    """The Markdown of all examples of CommonMark 0.31."""
    return tuple(example["markdown"] for example in json.loads(_texts("test_cmark_spec/commonmark.json")[0]))


@cache
def fixtures() -> tuple[str, ...]:
    """The Markdown of markdown-it's own fixtures: tables, strikethrough, fatal input and the rest."""
    return tuple(match for text in _texts(".md") for match in _FIXTURE.findall(text))
