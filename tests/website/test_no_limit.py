"""A course in our own words: no address of the house presents a limit, for our own forms have none."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse

from cast import Cast, lines_of, town
from gjenklang.apps.care.actions import type_from_paper
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.feedback.forms import MARKS
from gjenklang.apps.own import actions as own
from rows import a_full_course, addresses, path_of

#: The numbers that other forms have: 25 and 36 are cut-offs of the ORS and the SRS, 5 and 6 reliable changes.
LIMIT = re.compile(
    r"(grense\w*|cut-?off\w*\)?|limit\w*|pålit\w+ endring\w*|reliable change|under|below|over|above)"
    r"( er| is)?( mer enn| meir enn| more than)? (25|36|5|6)([,.]0)?\b",
    re.IGNORECASE,
)
#: What is only said where a limit holds.
VERDICT = re.compile(r"pålitele?i?g|reliabl[ey]|tydele?i?g verre|clearly worse", re.IGNORECASE)
#: Pages about forms and rules, of no course: they name the limits that others have.
OF_NO_COURSE = {
    *("catalogue", "compare", "guides"),
    *("rules", "rule_version", "rule_record", "tune_rules", "silence_rule"),
    "safe_leaving",  # «under 5» is how few are not shown
}


def words_of_page(page: bytes) -> str:
    main = page.decode().partition("<main")[2] or page.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", main)))


def said_of_limits(page: bytes) -> list[str]:
    text = words_of_page(page)
    found = [one.group() for pattern in (LIMIT, VERDICT) for one in pattern.finditer(text)]
    return found + ["curve__limit"] * (b"curve__limit" in page)


def every_path(cast: Cast) -> dict[str, str]:
    """The path of every address, whatever rows its names need, by its name."""
    known = {name: getattr(row, "pk", row) for name, row in a_full_course(cast).items()}
    known |= {
        "token": cast.here.token,
        "kind": MARKS[0] if isinstance(MARKS, tuple | list) else next(iter(MARKS)),
    }
    found = {}
    for one in addresses():
        if set(one.pattern.converters) <= set(known) and one.name not in OF_NO_COURSE:
            path = path_of(one, known)
            if path:
                found[path] = str(one.name)
    return found


def type_for_both(cast: Cast) -> None:
    """2.5 on every line, by Dana and by her mother: the number itself stands on the pages, as a mark."""
    here = cast.here
    lines = dict.fromkeys(lines_of(here.episode.outcome), 25)
    for rater in (None, here.mother.pk):
        form = Form(here.episode.outcome, "start", here.dana.pk, rater)
        by = here.actor("alice")
        type_from_paper(by=by, session=here.session, form=form, answers=lines, stated_total=None)


def presented(browser: Browser, paths: dict[str, str], asked: dict[str, object]) -> tuple[int, list[str]]:
    """How many pages opened, and what any of them says of a limit."""
    opened, wrong = 0, []
    for path, name in paths.items():
        for shape in ({}, {"begun": "", "show": "lines"}, {"show": "all", "rater": "all"}):
            answer = browser.get(path, asked | shape)
            if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
                opened += 1
                wrong += [f"{name} {path}: {said}" for said in said_of_limits(answer.content)]
    return opened, wrong


@pytest.mark.parametrize(
    ("who", "language", "least"),
    [
        *[("alice", language, 150) for language in ("nb", "nn", "en")],
        *[
            ("bob", "nb", 90),
            ("frank", "nn", 40),
            ("heidi", "en", 60),
            ("grace", "nb", 20),
            ("peggy", "nn", 20),
        ],
    ],
)
def test_no_page_of_staff_presents_a_limit(cast, signed_in, who: str, language: str, least: int) -> None:
    type_for_both(cast)
    browser = signed_in(who)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    opened, wrong = presented(browser, every_path(cast), {"client": cast.here.dana.pk})
    assert not wrong, "\n".join(wrong)
    assert opened > least


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_page_of_the_client_presents_a_limit(cast, language: str) -> None:
    here, paths = cast.here, every_path(cast)
    access, _token = own.give_access(by=here.actor("alice"), client=here.dana)
    own.choose_pin(access=access, pin="471142")
    access.refresh_from_db()
    browser = Browser()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    lines = {f"line-{code}": "2.5" for code in lines_of(here.episode.outcome)}
    opened, wrong = presented(browser, paths, {})
    browser.post(reverse("care:form", args=[here.token]), lines)
    browser.post("/mine/", {"code": access.code, "pin": "471142"})
    assert b"<svg" in browser.get("/mine/").content
    more, also = presented(browser, paths, {})
    assert not wrong + also, "\n".join(wrong + also)
    assert min(opened, more) > 20


def test_a_course_of_a_form_that_has_limits_is_caught(cast) -> None:
    """The net holds: the same search finds what the pages say of the ORS."""
    here = town("Papir", "9", outcome="ors")
    type_for_both(Cast(here, cast.next_door))
    browser = Browser()
    browser.force_login(here.staff["alice"].user, "gjenklang.apps.security.adapters.SignIn")
    page = browser.get(reverse("course", args=[here.episode.pk]), {"client": here.dana.pk})
    said = said_of_limits(page.content)
    assert "curve__limit" in said
    assert any(one.endswith(" 25") for one in said), said
