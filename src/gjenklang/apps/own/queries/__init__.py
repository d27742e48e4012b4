"""What a client sees of the own courses, and staff of what clients have said."""

from gjenklang.apps.own.queries.access import access_by_link, access_of
from gjenklang.apps.own.queries.courses import (
    CloseCourse,
    OwnCourse,
    close_courses,
    everything,
    own_course,
    own_courses,
    said_stop,
    told,
)
from gjenklang.apps.own.queries.deletions import (
    answers_to_delete,
    deletion_to_decide,
    deletions_here,
    deletions_of,
)
from gjenklang.apps.own.queries.experiences import Told, UnitTold, experiences_here
from gjenklang.apps.own.queries.looks import Look, looks

__all__ = [
    "CloseCourse",
    "Look",
    "OwnCourse",
    "Told",
    "UnitTold",
    "access_by_link",
    "access_of",
    "answers_to_delete",
    "close_courses",
    "deletion_to_decide",
    "deletions_here",
    "deletions_of",
    "everything",
    "experiences_here",
    "looks",
    "own_course",
    "own_courses",
    "said_stop",
    "told",
]
