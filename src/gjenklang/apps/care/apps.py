"""Django's entry for care."""

from django.apps import AppConfig

__all__ = ["CareConfig"]


class CareConfig(AppConfig):
    """Episodes, sessions and answers."""

    name = "gjenklang.apps.care"
    label = "care"

    def ready(self) -> None:
        """Follow what happens to roles."""
        from gjenklang.apps.care.actions import follow_ended_role
        from gjenklang.apps.people.events import post_ended

        post_ended.connect(follow_ended_role, dispatch_uid="care.follow_ended_role")
