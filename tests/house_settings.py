"""The house's own settings, on a database and with keys that live as long as the tests."""

import os
import tempfile

os.environ.setdefault("GJENKLANG_ENV", "test")
os.environ.setdefault("GJENKLANG_HTTPS", "no")
os.environ.setdefault("GJENKLANG_DATA", tempfile.mkdtemp(prefix="gjenklang-test-"))
os.environ.setdefault("GJENKLANG_FIELD_KEYS", "5v8Lr1yDdyH3d0T5xq0Yh1m3m1mWm3yqkU0Uj2o0s3E=")

from gjenklang.website.settings import *  # noqa: F403

ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
