"""What is kept of courses, meetings and answers."""

from gjenklang.apps.care.models.answers import (
    IN_FORCE,
    Administration,
    Channel,
    Invitation,
    LineNote,
    Moment,
    Shown,
    Standing,
)
from gjenklang.apps.care.models.apart import KeptApart
from gjenklang.apps.care.models.close import MayRead, Shielded, Side, Wish
from gjenklang.apps.care.models.courses import (
    ChosenBy,
    Ending,
    Episode,
    FeedbackOff,
    FormChoice,
    Participant,
    Responsibility,
)
from gjenklang.apps.care.models.experience import (
    Experience,
    ExperienceAnswer,
    ExperienceAsked,
    ExperienceChoice,
    Reply,
)
from gjenklang.apps.care.models.meetings import Arena, Series, Session, Status
from gjenklang.apps.care.models.own_line import OwnLine, OwnMark
from gjenklang.apps.care.models.raised import Consent, ConsentKind, Matter, MatterKind, OwnNote
from gjenklang.apps.care.models.rights import Barred, Stopped, Unbarred
from gjenklang.apps.care.models.safety import Did, SafetyNotice
from gjenklang.apps.care.models.told import Told, Understood

__all__ = [
    "IN_FORCE",
    "Administration",
    "Arena",
    "Barred",
    "Channel",
    "ChosenBy",
    "Consent",
    "ConsentKind",
    "Did",
    "Ending",
    "Episode",
    "Experience",
    "ExperienceAnswer",
    "ExperienceAsked",
    "ExperienceChoice",
    "FeedbackOff",
    "FormChoice",
    "Invitation",
    "KeptApart",
    "LineNote",
    "Matter",
    "MatterKind",
    "MayRead",
    "Moment",
    "OwnLine",
    "OwnMark",
    "OwnNote",
    "Participant",
    "Reply",
    "Responsibility",
    "SafetyNotice",
    "Series",
    "Session",
    "Shielded",
    "Shown",
    "Side",
    "Standing",
    "Status",
    "Stopped",
    "Told",
    "Unbarred",
    "Understood",
    "Wish",
]
