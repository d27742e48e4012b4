"""Labels that those who work with a course put on it, to find it again in a list."""

from django.db import models

from gjenklang.apps.dropout.models.noted import Noted

__all__ = ["MOST_LABELS", "CourseLabel"]

#: More than these are a record of their own, and no help in a list.
MOST_LABELS = 5


class CourseLabel(Noted):
    """One label on one course, in the service's own few words; taken off, it is kept."""

    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+")
    words = models.CharField(max_length=30)
    removed = models.DateTimeField(null=True)

    privacy = {
        **Noted.privacy,
        "episode": "open",
        "at": "clinical",
        "words": "clinical",
        "removed": "clinical",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "words"], condition=models.Q(removed=None), name="course_label_once"
            )
        ]

    def __str__(self) -> str:
        return self.words
