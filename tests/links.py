"""A link as the one who gets it meets it: the address in the message, the form behind it, and an answer."""

import re
from urllib.parse import urlparse

from django.test import Client as Browser
from uuid_utils.compat import uuid7

from gjenklang.core.instruments import instrument

MARKS = {f"line-{item.code}": 50 for item in instrument("gjenklang-outcome-adult").items}
ADDRESS = re.compile(r"https://svar\.example\.no(/l/[\w-]+/)")


def path_in(text: str) -> str:
    found = ADDRESS.search(text)
    assert found, text
    return found.group(1)


def opened(path: str, browser: Browser | None = None) -> str:
    answer = (browser or Browser()).post(path)
    assert answer.status_code == 302
    return urlparse(answer.headers["Location"]).path


def answer(form: str) -> None:
    browser = Browser()
    first = browser.get(form)
    if first.status_code == 302:  # told before the first form
        page = browser.get(first.headers["Location"]).text
        version = re.search(r'name="version" value="([^"]+)"', page)
        assert version
        browser.post(first.headers["Location"], {"version": version.group(1)})
    assert browser.get(form).status_code == 200
    assert browser.post(form, {**MARKS, "submission": uuid7()}).status_code == 302
