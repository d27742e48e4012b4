"""A line in one's own words, and an answer that is not shown at once."""


def test_a_client_marks_a_line_of_their_own_and_both_see_how_it_goes(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("V-1")
    page.click("summary:text-is('Min linje')")
    ingrid.press("a[href*='own-line/write/']")
    ingrid.check("write the own line", "nb")
    page.fill("[name=words]", "Sove hele natten")
    ingrid.press("main button[type=submit]")
    ingrid.hand_over()
    assert page.get_by_role("slider").count() == 5
    assert "Sove hele natten" in page.locator("legend").last.inner_text()
    ingrid.check("form with an own line", "nb")
    ingrid.shot("own-line-form-phone", full_page=True)
    ingrid.mark(0.3, 0.4, 0.5, 0.6, 0.8)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    assert "Sove hele natten" in page.inner_text("main")
    ingrid.check("marks with the own line", "nb")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    page.click("a[href*='unlock']")
    page.fill("[name=secret]", "1234")
    ingrid.press("main button[type=submit]")
    assert "Det første merket er" in page.inner_text("section:has(#we-agreed)")
    ingrid.press("a[href*='own-line/?']")
    assert page.locator("svg.curve__picture").count() == 1
    ingrid.check("the own line", "nb")
    ingrid.shot("own-line-phone", full_page=True)


def test_an_answer_about_the_work_together_waits_for_the_next_time(person) -> None:
    ingrid = person().sign_in("ingrid")
    page = ingrid.new_client("V-2")
    session = page.url
    ingrid.hand_over("end")
    ingrid.shot("when-shown-desktop", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})
    ingrid.shot("when-shown-phone", full_page=True)
    ingrid.check("form with the choice", "nb")
    ingrid.mark(0.2, 0.3, 0.2, 0.3)
    page.check("[name=shown][value=next]")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    assert "fra neste gang" in page.inner_text("main")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    page.click("a[href*='unlock']")
    page.fill("[name=secret]", "1234")
    ingrid.press("main button[type=submit]")
    ingrid.open(session.removeprefix(ingrid.house.address))
    words = page.inner_text("main")
    assert "Det er valgt at svaret ikke vises nå." in words
    assert page.locator(".curve__point").count() == 0


def test_the_choice_is_kept_with_the_draft(person) -> None:
    """Whoever closes the page and comes back is not shown at once by mistake."""
    ingrid = person().sign_in("ingrid")
    page = ingrid.new_client("V-3")
    ingrid.hand_over("end")
    page.check("[name=shown][value=next]")
    ingrid.mark(0.4)
    page.wait_for_timeout(500)
    page.reload()
    page.wait_for_timeout(500)
    assert page.is_checked("[name=shown][value=next]")
