"""A unit asks how it is to come there: a client is asked once after a form, and nobody sees whose answer it is."""


def ask_here(person) -> None:
    per = person().sign_in("per")
    units = per.open("/coming-here/").locator("input[name=weeks]").count()
    for place in range(units):
        per.page.fill(f"input[name=weeks] >> nth={place}", "4")
        per.press(f"form:has(input[name=weeks]) button >> nth={place}")
    per.check("how often it is asked", "nb")


def new_client_in_own_words(berit) -> None:
    """Her unit has another standard set, so the forms are chosen."""
    page = berit.open("/clients/new/")
    page.fill("[name=code]", "CH-1")
    page.fill("[name=birth_year]", "1988")
    page.select_option("[name=outcome]", "gjenklang-outcome-adult")
    page.select_option("[name=alliance]", "gjenklang-alliance-adult")
    berit.press("main button[type=submit]")
    berit.open("/today/")
    page.click(".walk-in summary")
    page.click("form[action$='walk-in/'] button:text-is('CH-1')")
    page.wait_for_url("**/session/**")
    berit.skip_the_guess()


def test_one_question_after_the_form_and_never_twice(person) -> None:
    ask_here(person)
    berit = person(phone=True).sign_in("berit")
    page = berit.page
    new_client_in_own_words(berit)
    berit.hand_over()
    berit.mark(0.3, 0.6, 0.5, 0.7)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    berit.press("button.ds-button[type=submit]")
    berit.check("thanks, with a question", "nb")
    berit.shot("thanks-with-a-question-phone", full_page=True)
    small = page.eval_on_selector_all(
        "main button", "all => all.filter(one => one.getBoundingClientRect().height < 44).length"
    )
    assert small == 0
    berit.press("button[name=reply][value=yes]")
    assert page.locator("button[name=reply]").count() == 0
    berit.check("thanks, answered", "nb")
    page.reload()
    assert page.locator("button[name=reply]").count() == 0
