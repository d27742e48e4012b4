"""What is kept of courses, meetings and answers."""

from gjenklang.apps.care.models.answers import Administration, Channel, Invitation, LineNote, Moment, Standing
from gjenklang.apps.care.models.courses import Ending, Episode, Participant, Responsibility
from gjenklang.apps.care.models.meetings import Arena, Series, Session, Status

__all__ = [
    "Administration",
    "Arena",
    "Channel",
    "Ending",
    "Episode",
    "Invitation",
    "LineNote",
    "Moment",
    "Participant",
    "Responsibility",
    "Series",
    "Session",
    "Standing",
    "Status",
]
