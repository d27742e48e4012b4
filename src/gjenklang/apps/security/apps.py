"""Django's entry for users and the gate."""

from django.apps import AppConfig

__all__ = ["SecurityConfig"]


class SecurityConfig(AppConfig):
    """Users and the gate."""

    name = "gjenklang.apps.security"
    label = "security"

    def ready(self) -> None:
        """Leave a line for who signs in and out, and who tries in vain."""
        from django.contrib.auth import signals

        from gjenklang.apps.security import actions

        signals.user_logged_in.connect(actions.note_sign_in, dispatch_uid="security.sign_in")
        signals.user_logged_out.connect(actions.note_sign_out, dispatch_uid="security.sign_out")
        signals.user_login_failed.connect(actions.note_failed_sign_in, dispatch_uid="security.failed")
