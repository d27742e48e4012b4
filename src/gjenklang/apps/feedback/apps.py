"""Django's entry for feedback."""

from django.apps import AppConfig

__all__ = ["FeedbackConfig"]


class FeedbackConfig(AppConfig):
    """The curve."""

    name = "gjenklang.apps.feedback"
    label = "feedback"
