"""Someone whom nobody had planned is met in two taps: someone is here, and who."""

import re

from django.urls import reverse


def test_a_walk_in_is_one_tap_on_a_code(cast, signed_in) -> None:
    browser = signed_in("alice")
    page = browser.get(reverse("care:today")).content.decode()
    button = re.search(r'<button type="submit" name="episode" value="([^"]+)"', page)
    assert button
    answer = browser.post(reverse("care:walk_in"), {"episode": button[1]})
    assert answer.headers["Location"].startswith("/session/")
