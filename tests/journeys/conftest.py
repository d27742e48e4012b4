"""A living demo municipality, served as `gjenklang demo` serves it, and a real Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from houses import House, served

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SCREENS = os.environ.get("GJENKLANG_SCREENS")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "journeys" in Path(item.path).parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def house(tmp_path_factory) -> Iterator[House]:
    """Fill and serve the demo on a free port, on the database under test."""
    with served(tmp_path_factory.mktemp("house")) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium; on CI it must be there."""
    found = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    outcome = yield
    item.failed = getattr(item, "failed", False) or outcome.get_result().failed


class Person:
    """Someone with a browser window of their own."""

    def __init__(self, context: BrowserContext, house: House) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.house = house
        self.complaints: list[str] = []
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda wrong: self.complaints.append(str(wrong)))

    def open(self, path: str) -> Page:
        self.page.goto(self.house.address + path)
        return self.page

    def press(self, what: str) -> None:
        """Click what leads to another page, and wait until it is there."""
        with self.page.expect_navigation():
            self.page.click(what)

    def sign_in(self, username: str) -> "Person":
        self.open("/account/login/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", "gjenklang-demo")
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda url: "/account/" not in url)
        return self

    def new_client(self, code: str, born: int = 1988) -> Page:
        """Open a course with the house's own words, and begin a session with nobody planned."""
        self.open("/clients/new/")
        self.page.fill("[name=code]", code)
        self.page.fill("[name=birth_year]", str(born))
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/course/**")
        self.open("/today/")
        self.page.click(".walk-in summary")  # two taps: someone is here, and who
        self.page.click(f"form[action$='walk-in/'] button:text-is('{code}')")
        self.page.wait_for_url("**/session/**")
        self.skip_the_guess()
        return self.page

    def begin(self, code: str, check: str = "") -> None:
        """Begin today's appointment with someone, or open it when it has begun."""
        row = f"li.meetings__row:has-text('{code}')"
        if not self.page.url.endswith("/today/"):
            self.open("/today/")
        self.press(f"{row} form[action$='begin/'] button, {row} a.ds-button")
        self.page.wait_for_url("**/session/**")
        self.skip_the_guess(check)

    def skip_the_guess(self, check: str = "") -> None:
        """Open the curve without a guess, where one is asked; with a language, see first that the page is well."""
        if self.page.locator("[name=skip]").count():
            if check:
                self.check("before the curve", check)
            self.press("[name=skip]")

    def hand_over(self, moment: str = "start") -> Page:
        self.page.click(f"form[action$='hand-over/']:has([value={moment}]) button")
        self.page.wait_for_url("**/f/**")
        if self.page.url.endswith("/first/"):
            self.press(".client__actions .ds-button")
        return self.page

    def mark(self, *shares: float) -> None:
        """Put marks on the lines in order, as shares of their length, with the mouse."""
        for line, share in zip(self.page.get_by_role("slider").all(), shares, strict=False):
            box = line.bounding_box()
            self.page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)

    def axe(self) -> list[str]:
        """What axe finds on the page as it stands, one line for each finding."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate(
            "() => axe.run({resultTypes: ['violations']}).then(result => result.violations)"
        )
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]

    def check(self, what: str, language: str) -> None:
        """See that a page speaks its language, that axe finds nothing, and that nothing runs off the side."""
        assert self.page.evaluate("document.documentElement.lang") == language, what
        assert self.axe() == [], (what, language)
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, (what, language, self.page.viewport_size)

    def speak(self, language: str) -> None:
        """Choose the language as the reader does, in the foot of the page."""
        self.page.evaluate(
            """language => { const form = document.querySelector("form[action$='/language/']");
            return fetch(form.action, {method: 'POST', redirect: 'manual', headers: {'X-CSRFToken':
            form.querySelector('[name=csrfmiddlewaretoken]').value}, body: new URLSearchParams({language})}); }""",
            language,
        )

    def shot(self, name: str, *, full_page: bool = False, of: str = "") -> None:
        """Keep a picture for the docs, of the window or of one part, when asked by GJENKLANG_SCREENS=folder."""
        if not SCREENS:
            return
        if of:
            self.page.locator(of).first.screenshot(path=Path(SCREENS) / f"{name}.png")
        else:
            self.page.screenshot(path=Path(SCREENS) / f"{name}.png", full_page=full_page)


@pytest.fixture
def person(chromium: Browser, request: pytest.FixtureRequest):
    """Make people: at a desk or on a ``phone``, with or without ``javascript``, ``at`` a house of their own."""
    windows: list[Person] = []

    def make(
        *, phone: bool = False, javascript: bool = True, language: str = "nb", at: House | None = None
    ) -> Person:
        context = chromium.new_context(
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            java_script_enabled=javascript,
            locale=f"{language}-NO" if language != "en" else "en-GB",
        )
        context.set_default_timeout(15_000)
        windows.append(Person(context, at or request.getfixturevalue("house")))
        return windows[-1]

    yield make
    if request.node.failed:
        tell(windows)
    for one in windows:
        one.context.close()


def tell(windows: list[Person]) -> None:
    """Say what everyone had before them when a journey failed, and what their houses have said last."""
    for one in windows:
        print(one.page.url, *one.complaints, one.page.locator("body").inner_text()[:3000], sep="\n")
    for folder in {one.house.folder for one in windows}:
        print(*(folder / "log").read_text().splitlines()[-60:], sep="\n")
