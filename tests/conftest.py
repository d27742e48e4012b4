"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from django.test import Client as Browser

from cast import Cast, raise_curtain

SHARED = Path(os.environ.get("GJENKLANG_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture
def cast(db: None) -> Cast:
    """Both towns, freshly built."""
    return raise_curtain()


@pytest.fixture
def signed_in(cast: Cast):
    """Make a browser signed in as someone: ``signed_in("alice")``, next door ``signed_in("alice2")``."""

    def make(username: str) -> Browser:
        town = cast.next_door if username.endswith("2") else cast.here
        browser = Browser()
        browser.force_login(town.staff[username.rstrip("2")].user, "gjenklang.apps.security.adapters.SignIn")
        return browser

    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout; on CI it must be there."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED} is missing, and CI skips nothing.")
        pytest.skip(f"{SHARED} is not here.")
    return SHARED
