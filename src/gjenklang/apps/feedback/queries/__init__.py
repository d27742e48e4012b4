"""What the session page needs to know."""

from gjenklang.apps.feedback.queries.course import Course, Given, Reading, course_of
from gjenklang.apps.feedback.queries.picture import Picture, pictures_of
from gjenklang.apps.feedback.queries.words import Status, status_of

__all__ = ["Course", "Given", "Picture", "Reading", "Status", "course_of", "pictures_of", "status_of"]
