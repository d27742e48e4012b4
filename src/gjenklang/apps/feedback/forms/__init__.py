"""What is typed."""

from gjenklang.apps.feedback.forms.signals import HandleForm

__all__ = ["HandleForm"]
