"""The site as a reader meets it, in build/docs; `make docs` runs this once it has been made.

What needs a browser is skipped where there is no Chromium, which is no package of Python: the system's packages have it
(`apt-get install chromium`).
"""

import os
import shutil
import threading
from collections.abc import Iterator
from functools import cache, partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest

from clbackbones import CATALOG

SITE = Path(__file__).parent.parent.parent / "build" / "docs"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
NAMES = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
PHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 900}

pytestmark = pytest.mark.skipif(not PAGES, reason="there is no site in build/docs; `make docs` makes it")


class Links(HTMLParser):
    """What a page refers to, and what can be referred to in it."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name == "id":
                self.names.add(value)
            elif value and name in ("href", "src"):
                self.targets.add(value)


@cache
def links(path: Path) -> Links:
    """What is in a page."""
    parser = Links()
    parser.feed(path.read_text("utf-8"))
    return parser


def test_every_link_leads_somewhere() -> None:
    broken: list[str] = []
    for page in PAGES:
        for target in links(SITE / page).targets:
            name, section = urldefrag(target)
            if ":" in name.partition("/")[0] or name.startswith("//"):
                continue
            at = (SITE / page).parent / unquote(name.partition("?")[0]) if name else SITE / page
            found = at.is_file()
            if not found or (at.suffix == ".html" and section and unquote(section) not in links(at).names):
                broken.append(f"{page}: {target}")
    assert broken == []


def test_every_class_has_a_page_and_is_linked() -> None:
    named = {
        target
        for page in PAGES
        if page.split("/")[0] in ("architectures", "mechanisms")
        for target in links(SITE / page).targets
    }
    for name in CATALOG.class_names():
        assert f"classes/{name}.html" in PAGES
        assert f"../classes/{name}.html" in named


class Quiet(SimpleHTTPRequestHandler):
    """Serves the site and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the site is served, on this machine alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(SITE))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window."""
    playwright: Any = pytest.importorskip("playwright.sync_api", reason="`make docs` installs playwright")
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"no Chromium; looked for {', '.join(NAMES)}")
    # In a container, root may not start a sandbox; all that is opened is this site.
    arguments = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=program, args=arguments)
        yield started
        started.close()


def test_every_page_loads_without_errors_and_fits_on_a_phone(browser: Any, address: str) -> None:
    page = browser.new_page(viewport=PHONE)
    faults: list[str] = []

    def told(event: Any) -> None:
        if getattr(event, "type", "error") == "error":  # messages that are no errors are none
            faults.append(f"{page.url}: {getattr(event, 'text', event)}")

    for event in ("console", "pageerror"):
        page.on(event, told)
    for name in PAGES:
        page.goto(f"{address}/{name}", wait_until="load")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            faults.append(f"{name}: {width} wide on a screen of {PHONE['width']}")
    page.close()
    assert faults == []


@pytest.mark.parametrize("name", ["HATMaskResNet18", "WSNMaskMLP", "ViTTiny16"])
def test_the_search_finds_a_class(name: str, browser: Any, address: str) -> None:
    page = browser.new_page(viewport=SCREEN)
    page.goto(f"{address}/search.html?q={name}")
    page.wait_for_selector(f'#search-results a[href*="classes/{name}.html"]', timeout=20_000)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_pictures_are_readable_in_both_schemes(scheme: str, browser: Any, address: str) -> None:
    page = browser.new_page(viewport=SCREEN, color_scheme=scheme)
    page.goto(f"{address}/classes/HATMaskResNet18.html")
    background = luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert (background > 0.5) == (scheme == "light")
    for text in ("article p", "svg.network text.name"):
        style = f"getComputedStyle(document.querySelector({text!r}))"
        colour = page.evaluate(f"{style}.{'fill' if 'svg' in text else 'color'}")
        lighter, darker = sorted((luminance(colour), background), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) > 4.5, text
    page.close()


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(...)`, 0 for black and 1 for white, as WCAG 2 defines it."""
    values = [int(value) / 255 for value in colour.partition("(")[2].rstrip(")").split(",")[:3]]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
