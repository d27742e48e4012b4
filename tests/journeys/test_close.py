"""Two homes: what a boy of ten answers is decided on for each parent, one reads on her phone, and it closes again."""

import pytest

PIN = "271828"


def add_parent(ingrid, relation: str) -> None:
    ingrid.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    ingrid.page.fill("[name=rater-relation]", relation)
    ingrid.page.select_option("[name=rater-kind]", "carer")
    ingrid.press("form:has([name=rater-relation]) button[type=submit]")


def decide(ingrid, relation: str, *, wish: str, allowed: str) -> None:
    page = ingrid.page
    page.select_option("[name=decide-rater]", label=relation)
    page.check("[name=decide-side][value=client]")
    page.check(f"[name=decide-wish][value={wish}]")
    page.check(f"[name=decide-allowed][value={allowed}]")
    page.fill("[name=decide-reason]", f"Vi snakket om det, {relation} og jeg.")
    ingrid.press("form:has([name=decide-rater]) button[type=submit]")


def answer(ingrid) -> None:
    ingrid.hand_over()
    ingrid.mark(0.3, 0.6, 0.5, 0.7)
    ingrid.page.click("button.ds-button[type=submit]")
    ingrid.page.wait_for_url("**/done/")
    ingrid.press("button.ds-button[type=submit]")
    ingrid.press("a.ds-button")
    ingrid.page.fill("[type=password]", "1234")
    ingrid.press("main button[type=submit]")


def decide_for_two_homes(ingrid, code: str) -> None:
    page = ingrid.new_client(code, 2016)
    answer(ingrid)
    ingrid.open("/clients/")
    ingrid.press(f"main a:has-text('{code}')")
    ingrid.press("a[href$='/about/']")
    ingrid.press("a[href*='/client/']")
    add_parent(ingrid, "Mor")
    add_parent(ingrid, "Far")
    ingrid.press("a[href$='/close/']")
    ingrid.check("who close may read, empty", "nb")
    decide(ingrid, "Mor", wish="not_asked", allowed="yes")
    ingrid.check("a decision without the child asked", "nb")
    decide(ingrid, "Mor", wish="wants", allowed="yes")
    decide(ingrid, "Far", wish="against", allowed="no")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    page.fill("[name=shield-why]", "Far skal ikke vite hvor gutten får hjelp.")
    page.select_option("[name=shield-rater]", label="Far")
    ingrid.press("form:has([name=shield-rater]) button[type=submit]")
    ingrid.check("who close may read", "nb")


def open_for(mother, link: str, code: str) -> None:
    mother.open("/" + link.split("/", 3)[3])
    mother.page.fill("[name=pin]", PIN)
    mother.page.fill("[name=again]", PIN)
    mother.press(".client__actions button")
    mother.open("/mine/")
    mother.page.fill("[name=code]", code)
    mother.page.fill("[name=pin]", PIN)
    mother.press(".client__actions button")
    mother.check("what someone close reads", "nb")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_one_parent_reads_and_the_other_is_kept_away(person, phone: bool) -> None:
    size = "phone" if phone else "desktop"
    ingrid, mother = person(phone=phone).sign_in("ingrid"), person(phone=phone)
    decide_for_two_homes(ingrid, f"To-{size}")
    ingrid.shot(f"who-close-may-read-{size}", full_page=True)
    close = ingrid.page.url
    ingrid.press("main a[href*='/close/']")
    ingrid.press("button[value=link]")
    ingrid.check("a code for someone close", "nb")
    open_for(mother, ingrid.page.input_value("#link"), ingrid.page.inner_text("main strong"))
    mother.shot(f"someone-close-reads-{size}", full_page=True)
    shown = mother.page.content()
    assert mother.page.locator("svg.curve__picture").count() == 1
    assert "Far" not in shown
    assert "Ingrid" not in shown
    ingrid.open("/" + close.split("/", 3)[3])
    decide(ingrid, "Mor", wish="against", allowed="no")
    mother.open("/mine/reads/")
    assert mother.page.locator("[name=code]").is_visible()
