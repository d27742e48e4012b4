"""Endings counted by the background worker, a model that has too few to be judged, and a case told with consent."""

from datetime import timedelta

from django.utils import timezone

LANGUAGES = ("nb", "nn", "en")


def counted(stein) -> None:
    """Ask for a count, and wait until the worker has made it."""
    stein.open("/counted/")
    stein.press("main button:has-text('Tell')")
    stein.page.get_by_text("forløp sluttet i disse årene").wait_for(timeout=60_000)


def test_a_count_is_made_while_the_leader_waits_and_reads_in_every_language(person) -> None:
    stein = person().sign_in("stein")
    counted(stein)
    page = stein.page
    rates = page.locator("table").first
    assert rates.locator("tbody tr").count() == 8
    assert rates.get_by_text("95 % usikkerhet").first.is_visible()
    assert page.locator("svg.curve__picture").count() >= 4
    page.locator("h2").first.evaluate("node => node.scrollIntoView()")
    stein.shot("counted-desktop")
    for language in LANGUAGES:
        stein.speak(language)
        stein.open("/counted/")
        stein.check("counted", language)
        stein.open("/counted/?draw=one-minus")
        stein.check("one minus the curve", language)
    stein.speak("nb")
    page = stein.open("/counted/?draw=one-minus")
    assert page.get_by_text("Dette bildet tegnes ikke").is_visible()
    assert not stein.complaints
    on_phone = person(phone=True).sign_in("stein")
    on_phone.open("/counted/")
    on_phone.check("counted on a phone", "nb")
    on_phone.shot("counted-phone", full_page=True)


def test_a_model_with_too_few_says_so_and_cannot_be_switched_on(person) -> None:
    stein = person().sign_in("stein")
    stein.open("/local-model/")
    stein.check("no model", "nb")
    stein.press("main button:has-text('Tilpass og prøv')")
    stein.page.get_by_text("For få til å prøve").wait_for(timeout=60_000)
    assert stein.page.locator("[name=why]").count() == 0
    stein.shot("local-model-desktop")
    for language in LANGUAGES:
        stein.speak(language)
        stein.open("/local-model/")
        stein.check("a model of too few", language)


def test_a_case_is_told_with_consent_and_read_by_a_colleague(person) -> None:
    kari = person().sign_in("kari")
    kari.open("/team/")
    kari.press("main a[href*='/follow/']")
    kari.press("text=Hva har vi lært?")
    kari.check("tell", "nb")
    page = kari.page
    for name, text in (
        ("title", "Følge til poliklinikken"),
        ("case", "Redd for nytt sted"),
        ("done", "Gikk sammen"),
    ):
        page.fill(f"[name={name}]", text)
    page.fill("[name=result]", "Møtte, og kom igjen")
    page.fill("[name=until]", (timezone.localdate() + timedelta(days=60)).isoformat())
    page.check("[name=read]")
    kari.press("main .page__main button[type=submit]")
    assert page.get_by_text("Følge til poliklinikken").is_visible()
    lars = person(phone=True).sign_in("lars")
    lars.open("/experiences/")
    lars.check("experiences", "nb")
    assert lars.page.get_by_text("Møtte, og kom igjen").is_visible()
    answer = lars.context.request.get(lars.house.address + "/experiences/booklet.pdf")
    assert answer.headers["content-type"] == "application/pdf"
