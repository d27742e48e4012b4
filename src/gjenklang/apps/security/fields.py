"""A column that can be read only with a key kept outside the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

__all__ = ["EncryptedTextField", "decrypted", "encrypted", "new_key", "rotated"]


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("GJENKLANG_FIELD_KEYS is empty: names cannot be encrypted or read.")
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """The cipher of the keys in the settings: writes with the first, reads with any."""
    return _cipher(tuple(settings.FIELD_KEYS))


def encrypted(text: str) -> str:
    """Turn text into a Fernet token, by the first key."""
    return cipher().encrypt(text.encode()).decode()


def decrypted(token: str) -> str:
    """Read a Fernet token with any key of the list.

    Raises
    ------
    django.core.exceptions.ImproperlyConfigured
        When no key of the list fits.
    """
    with _fitting():
        return cipher().decrypt(token.encode()).decode()


@contextmanager
def _fitting() -> Iterator[None]:
    try:
        yield
    except InvalidToken:
        sentence = "Something stored fits no key in GJENKLANG_FIELD_KEYS: put the old key back."
        raise ImproperlyConfigured(sentence) from None


def new_key() -> str:
    """Make a key for ``GJENKLANG_FIELD_KEYS``."""
    return Fernet.generate_key().decode()


def rotated(stored: str) -> str:
    """Encrypt anew, with the first key, what was stored with any key of the list.

    Raises
    ------
    django.core.exceptions.ImproperlyConfigured
        When no key of the list fits.
    """
    with _fitting():
        return cipher().rotate(stored.encode()).decode()


class EncryptedTextField(models.TextField[str, str]):
    """Text that is stored as a Fernet token (AES-128-CBC with HMAC-SHA256); empty text stays empty.

    It cannot be searched or sorted in the database; that is the point.
    """

    description = "Encrypted text"

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in."""
        text = super().get_prep_value(value)
        return encrypted(text) if text else text

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Decrypt on the way out; a token that no key opens says so instead of showing nonsense."""
        return decrypted(value) if value else value
