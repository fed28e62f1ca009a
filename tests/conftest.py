"""What several test modules share: where the measuring data lies, and a browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from proselint_t.text.limits import reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.chrome.webdriver import WebDriver

# A build must not fail by chance: CI tries the same examples each time, developers new ones.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

_REMEMBERED = TemporaryDirectory(prefix="proselint-t-", ignore_cleanup_errors=True)
os.environ["PROSELINT_T_CACHE_DIR"] = _REMEMBERED.name
os.environ["PROSELINT_T_CACHE_SECRET"] = "of the tests"  # noqa: S105 - nobody's
"""What tests run must not touch what their user keeps."""

os.environ.pop("PYTHONUNBUFFERED", None)
"""Standard output is written in parts, as for most users."""

os.environ["LC_ALL"] = "C.UTF-8"
"""What is expected is English, whatever the language of the developer."""


def pytest_runtest_setup() -> None:
    """A bound that one test has reached is none of the next one's: a process tells of it once."""
    for _ in reached():
        pass


def pytest_unconfigure() -> None:
    """Each worker has a cache of its own, of some megabytes."""
    _REMEMBERED.cleanup()


ROOT = Path(__file__).resolve().parents[1]
SWITCHES = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with measuring data beside the repository; tests that need it skip aloud without it."""
    folder = Path(os.environ.get("PROSELINT_T_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no measuring data at {folder}")
    return folder


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("there is no Chromium with its driver here (apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield browser
    browser.quit()
