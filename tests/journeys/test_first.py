"""Before the first form a new client is told what it is for, on a phone, with and without JavaScript."""

import pytest


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_new_client_is_told_once_and_then_answers(person, language: str) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client(f"F-{language}")
    page.click("form[action$='hand-over/']:has([value=start]) button")
    page.wait_for_url("**/first/")
    if language != "nb":
        ingrid.press(f"button[name=language][value={language}]")
    ingrid.check("before the first form", language)
    assert page.locator("main p").count() >= 5
    assert page.locator("a[href='tel:116123']").count() == 1
    small = page.eval_on_selector_all(
        "main button", "all => all.filter(one => one.getBoundingClientRect().height < 44).length"
    )
    assert small == 0
    ingrid.press(".client__actions .ds-button")
    assert page.url.endswith("/")
    assert not page.url.endswith("/first/")
    form = page.url
    ingrid.check("the form", language)
    page.reload()
    assert page.url == form


def test_what_is_told_before_needs_no_javascript(person) -> None:
    ingrid = person(phone=True, javascript=False).sign_in("ingrid")
    page = ingrid.new_client("F-bare")
    page.click("form[action$='hand-over/']:has([value=start]) button")
    page.wait_for_url("**/first/")
    ingrid.press(".client__foot button")
    page.wait_for_url("**/thanks/")
