"""What the session page and the caseload page need to know."""

from gjenklang.apps.feedback.queries.course import Course, Given, Reading, course_of, gather
from gjenklang.apps.feedback.queries.picture import Picture, pictures_of
from gjenklang.apps.feedback.queries.said import Said, said
from gjenklang.apps.feedback.queries.words import Status, status_of

__all__ = [
    "Course",
    "Given",
    "Picture",
    "Reading",
    "Said",
    "Status",
    "course_of",
    "gather",
    "pictures_of",
    "said",
    "status_of",
]
