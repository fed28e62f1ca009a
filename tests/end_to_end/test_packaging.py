"""However the package is installed, it finds its rules."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
RULES = sorted(
    f"{path.parent.name}.{path.stem}" for path in (ROOT / "rules").glob("*/*.yaml")
)  # fmt: skip
LIBRARIES = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
"""The dependencies of this environment, without its own editable install: `.pth` files do not count here."""

pytestmark = pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="needs the source tree")


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, env=LIBRARIES, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    return folder


@pytest.mark.parametrize("form", ["wheel", "sdist", "editable"])
def test_an_installed_package_finds_its_rules(form: str, built: Path, tmp_path: Path) -> None:
    what = {
        "wheel": [next(built.glob("*.whl"))],
        "sdist": [next(built.glob("*.tar.gz"))],
        "editable": ["--editable", ROOT],
    }[form]
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    flags = ("--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", programs / "python", "install", *flags, *what)

    listed = json.loads(run(programs / "proselint-t", "rule", "--output-format", "json", cwd=tmp_path))
    assert sorted(rule["id"] for rule in listed if rule["path"]) == RULES
    where = run(programs / "python", "-c", "import proselint_t; print(proselint_t.__file__)", cwd=tmp_path)
    assert Path(where).is_relative_to(ROOT / "src" if form == "editable" else environment)


def test_what_is_built_twice_is_the_same(built: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path)
    names = sorted(path.name for path in built.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert [(tmp_path / name).read_bytes() == (built / name).read_bytes() for name in names] == [True, True]


def test_the_page_on_an_index_has_no_relative_address(built: Path) -> None:
    said = run(sys.executable, "-m", "twine", "check", "--strict", *built.iterdir())
    assert said.count("PASSED") == 2
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        name = next(one for one in wheel.namelist() if one.endswith("/METADATA"))
        page = wheel.read(name).decode()
    addresses = re.findall(r"\]\(([^)]+)\)", page)
    assert addresses
    assert [one for one in addresses if not one.startswith("https://")] == []


def _required(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    others = (one for extra in extras for one in project["optional-dependencies"][extra])
    return [Requirement(one) for one in (*project["dependencies"], *others)]


def test_the_lock_has_what_development_uses() -> None:
    text = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    locked = {
        canonicalize_name(name): version for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", text)
    }
    for one in _required("dev"):
        assert one.specifier.contains(locked[canonicalize_name(one.name)]), one
    assert text.count("--hash=") >= len(locked)


def test_the_page_of_dependencies_names_them_all() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").casefold()
    for one in _required("arrow", "mcp", "spelling", "word"):
        assert re.search(rf"\b{re.escape(one.name.casefold())}\b", page), one
