"""Drawn examples may take the time a busy machine needs."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
