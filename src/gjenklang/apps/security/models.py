"""Who can sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["User"]


class UserManager(BaseUserManager["User"]):
    """Make users; used by ``actions.make_user`` and by Django's own commands."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Store a user with a hashed password."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What they may do is written in ``people``: roles in units, with dates."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.UUIDField(null=True, db_index=True)
    username = models.CharField(max_length=80, unique=True)
    email = models.EmailField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    pin = models.CharField(max_length=200, blank=True, default="")
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    privacy = {
        "id": "open",
        "organisation": "open",
        "username": "identifying",
        "email": "identifying",
        "is_active": "open",
        "password": "identifying",
        "pin": "identifying",
        "last_login": "identifying",
        "date_joined": "open",
    }

    def __str__(self) -> str:
        return self.username
