"""The net goes while someone answers: what was put is kept, arrives once, and both see which state it is in."""

import re

import pytest
from playwright.sync_api import expect

STANDS = """async () => { await navigator.serviceWorker.ready;
  return (await caches.open('forms')).keys().then(all => all.length) }"""
WAITING = """async () => { const open = indexedDB.open('gjenklang');
  const base = await new Promise(found => { open.onsuccess = () => found(open.result) });
  const all = base.transaction('waiting').objectStore('waiting').getAll();
  return new Promise(found => { all.onsuccess = () => found(all.result.map(one => Object.keys(one).join())) }) }"""


def wait_until(page, question: str) -> None:
    """Ask the page until it says yes; what Playwright brings for it would need what the page's policy forbids."""
    for _ in range(100):
        if page.evaluate(question):
            return
        page.wait_for_timeout(50)
    raise AssertionError(question)


def number_in_words(total: float) -> str:
    return f"{total:.1f}".replace(".", ",")


def own_phone(person, ingrid, moment: str = "start"):
    """The form on a phone that nobody is signed in on."""
    ingrid.hand_over(moment)
    form = ingrid.page.url.removeprefix(ingrid.house.address)
    ingrid.page.goto(ingrid.house.address + "/unlock/")
    ingrid.page.fill("[name=secret]", "1234")
    ingrid.press("main button[type=submit]")
    phone = person(phone=True)
    phone.open(form)
    wait_until(phone.page, STANDS)
    return phone, form


def test_the_net_goes_and_the_browser_is_closed_before_it_comes_back(person) -> None:
    ingrid = person().sign_in("ingrid")
    ingrid.new_client("N-1")
    phone, form = own_phone(person, ingrid)
    phone.context.set_offline(True)
    phone.page.goto(phone.house.address + form)  # opened a second time, with the net gone
    phone.mark(0.3, 0.6, 0.5, 0.72)
    said = phone.page.get_by_role("slider").first.get_attribute("aria-valuetext")
    phone.page.wait_for_timeout(200)
    phone.page.close()
    phone.page = phone.context.new_page()
    phone.page.goto(phone.house.address + form)
    expect(phone.page.get_by_role("slider").first).to_have_attribute("aria-valuetext", said)
    phone.page.click("button.ds-button[type=submit]")
    expect(phone.page.get_by_role("heading", name="Lagret på denne enheten")).to_be_focused()
    assert phone.axe() == []
    phone.shot("kept-on-the-phone")
    assert phone.page.evaluate(WAITING) == ["name,iv,data"]  # no mark and no address can be read
    phone.page.close()
    phone.page = phone.context.new_page()
    phone.page.goto(phone.house.address + form)
    expect(phone.page.get_by_role("heading", name="Lagret på denne enheten")).to_be_visible()
    assert ingrid.page.get_by_text("Skjemaet er åpent hos den andre").count() == 1
    phone.context.set_offline(False)
    phone.page.wait_for_url("**/thanks/")
    assert phone.page.evaluate(WAITING) == []
    expect(ingrid.page.locator(".curve svg, svg.curve").first).to_be_visible(timeout=15_000)
    assert ingrid.page.get_by_text("Skjemaet er åpent hos den andre").count() == 0


def test_easy_words_have_their_pictures_without_a_net(person) -> None:
    ingrid = person().sign_in("ingrid")
    ingrid.new_client("N-easy")
    phone, form = own_phone(person, ingrid)
    phone.page.click("[data-ease]")
    phone.press(".ease [name=words]")
    phone.open(form)
    phone.page.wait_for_selector(".ease__bar")
    phone.page.wait_for_function("caches.open('forms').then(all => all.keys()).then(all => all.length > 2)")
    phone.context.set_offline(True)
    phone.open(form)
    expect(phone.page.locator(".ease__bar")).to_be_visible()
    assert phone.page.locator("svg.picture:visible").first.bounding_box()["width"] < 60


def test_what_waits_can_be_changed_before_it_goes(person) -> None:
    ingrid = person().sign_in("ingrid")
    ingrid.new_client("N-2")
    phone, _form = own_phone(person, ingrid)
    phone.context.set_offline(True)
    phone.mark(0.3, 0.6, 0.5, 0.72)
    phone.page.click("button.ds-button[type=submit]")
    phone.page.click("text=Jeg vil endre")
    assert phone.page.evaluate(WAITING) == []
    phone.page.get_by_role("slider").first.press("End")
    marks = [float(one.get_attribute("aria-valuenow")) for one in phone.page.get_by_role("slider").all()]
    phone.page.click("button.ds-button[type=submit]")
    expect(phone.page.get_by_role("heading", name="Lagret på denne enheten")).to_be_visible()
    phone.context.set_offline(False)
    phone.page.wait_for_url("**/thanks/")
    ingrid.page.wait_for_selector("svg.curve, .curve svg, figure svg", timeout=15_000)
    point = ingrid.page.locator(".curve__point").first.get_attribute("aria-label")
    assert point.endswith(f": {number_in_words(sum(marks))}")


def test_two_tabs_send_one_answer(person) -> None:
    ingrid = person().sign_in("ingrid")
    ingrid.new_client("N-3")
    phone, form = own_phone(person, ingrid)
    other = phone.context.new_page()
    other.goto(phone.house.address + form)
    phone.context.set_offline(True)
    first = phone.page
    for phone.page in (first, other):
        phone.mark(0.2, 0.2, 0.2, 0.2)
        phone.page.click("button.ds-button[type=submit]")
        expect(phone.page.get_by_role("heading", name="Lagret på denne enheten")).to_be_visible()
    phone.context.set_offline(False)
    first.wait_for_url(re.compile("/(thanks|done)/$"))
    other.wait_for_url(re.compile("/(thanks|done)/$"))
    ingrid.page.wait_for_selector("svg.curve, .curve svg, figure svg", timeout=15_000)


def test_a_full_phone_keeps_the_marks_on_the_page(person) -> None:
    ingrid = person().sign_in("ingrid")
    ingrid.new_client("N-4")
    phone, _form = own_phone(person, ingrid)
    phone.page.evaluate(
        "() => { IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError') } }"
    )
    phone.context.set_offline(True)
    phone.mark(0.3, 0.6, 0.5, 0.72)
    phone.page.click("button.ds-button[type=submit]")
    expect(phone.page.locator("[data-no-net]")).to_be_visible()
    assert phone.page.get_by_role("slider").first.get_attribute("data-marked") is not None
    phone.context.set_offline(False)
    phone.page.wait_for_url("**/done/")


@pytest.mark.parametrize("missing", ["serviceWorker", "indexedDB", "caches"])
def test_a_browser_without_it_still_sends(person, missing: str) -> None:
    ingrid = person().sign_in("ingrid")
    ingrid.new_client(f"N-{missing}")
    ingrid.hand_over()
    form = ingrid.page.url.removeprefix(ingrid.house.address)
    phone = person(phone=True)
    where = "Navigator.prototype" if missing == "serviceWorker" else "window"
    phone.context.add_init_script(f"delete {where}.{missing}")
    phone.open(form)
    phone.mark(0.3, 0.6, 0.5, 0.72)
    phone.page.click("button.ds-button[type=submit]")
    phone.page.wait_for_url("**/done/")


def test_a_clock_that_is_a_year_wrong_changes_nothing(person) -> None:
    ingrid = person().sign_in("ingrid")
    ingrid.new_client("N-5")
    phone, form = own_phone(person, ingrid)
    phone.page.clock.install(time="2025-11-26T10:00:00")
    phone.open(form)
    phone.context.set_offline(True)
    phone.mark(0.3, 0.6, 0.5, 0.72)
    phone.page.click("button.ds-button[type=submit]")
    phone.page.wait_for_timeout(300)
    phone.page.clock.set_system_time("2026-11-26T10:00:00")
    phone.context.set_offline(False)
    phone.page.clock.run_for(6000)
    phone.page.wait_for_url("**/thanks/")


def take_along(ingrid) -> None:
    """Lay the forms of the day on the device, and lock it to them."""
    ingrid.open("/today/ready/")
    ingrid.press("main form button")
    assert ingrid.axe() == []
    ingrid.page.fill("[data-pin]", "7788")
    ingrid.press("[data-take] button")
    ingrid.page.wait_for_url("**/without-net/")


def type_pin(page, pin: str) -> None:
    page.fill("#pin", pin)
    page.click("form button")


def back_at_the_office(ingrid) -> None:
    ingrid.page.fill("[name=secret]", "1234")
    ingrid.press("main button[type=submit]")
    assert ingrid.page.url.endswith("/today/")


def test_the_day_is_taken_along_to_a_kitchen_table(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("N-6")
    take_along(ingrid)
    ingrid.open("/clients/")
    assert page.url.endswith("/without-net/")  # the device shows nothing else
    ingrid.context.set_offline(True)
    page.reload()
    type_pin(page, "1111")
    expect(page.get_by_role("alert")).to_have_text("Det stemte ikke. Prøv igjen.")
    type_pin(page, "7788")
    row = page.locator("li", has_text="N-6").first
    expect(row).to_be_visible()
    ingrid.shot("without-net-list", full_page=True)
    assert ingrid.axe() == []
    row.locator("a").click()
    expect(page.get_by_role("slider").first).to_be_visible()
    ingrid.mark(0.4, 0.4, 0.4, 0.4)
    page.click("button.ds-button[type=submit]")
    page.click("text=Gi skjermen tilbake")
    expect(page.locator("ol li")).to_have_count(0)  # behind the PIN again
    type_pin(page, "7788")
    expect(row).to_contain_text("venter på nettet")
    ingrid.context.set_offline(False)
    expect(row).to_contain_text("sendt", timeout=15_000)
    page.click("text=Jeg er tilbake der det er nett")
    back_at_the_office(ingrid)


@pytest.mark.parametrize("wiped_by", ["tries", "night"])
def test_the_list_is_wiped(person, wiped_by: str) -> None:
    """By five wrong tries of whoever found the device, and by the night."""
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client(f"N-{wiped_by}")
    take_along(ingrid)
    if wiped_by == "tries":
        for _ in range(5):
            type_pin(page, "1111")
            wait_until(
                page,
                "document.querySelector('[role=alert]').textContent && !document.querySelector('#pin').value",
            )
        expect(page.get_by_role("alert")).to_contain_text("Listen er slettet")
    else:
        page.clock.install(time="2030-01-01T00:00:01")
        page.reload()
        expect(page.locator("form")).to_be_hidden()
    assert page.evaluate("caches.has('forms')") is False
    page.goto(ingrid.house.address + "/unlock/")
    back_at_the_office(ingrid)
