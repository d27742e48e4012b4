"""What is kept of organisations, staff, clients and raters."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField
from gjenklang.apps.shell import languages

__all__ = ["Client", "Organisation", "Post", "Rater", "Staff", "Substitution", "Unit"]

#: So many days a link to a form works, where a unit has not chosen otherwise.
LINK_DAYS = 4

#: What the whole house speaks, and what a client's own forms speak beside it.
_SPOKEN = {
    "nb": _("Bokmål"),
    "nn": _("Nynorsk"),
    "en": _("English"),
    "da": _("Danish"),
    "se": _("Northern Sámi"),
}
LANGUAGES = [(code, _SPOKEN[code]) for code in languages.HOUSE]
FORM_LANGUAGES = [(code, _SPOKEN[code]) for code in languages.CLIENT]


class Organisation(models.Model):
    """A municipality, a hospital or an agency: the wall that no question passes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="nb")
    time_zone = models.CharField(max_length=40, default="Europe/Oslo")
    created = models.DateTimeField(default=timezone.now)

    privacy = dict.fromkeys(("id", "name", "language", "time_zone", "created"), "open")

    def __str__(self) -> str:
        return self.name


class ClientWord(models.TextChoices):
    """What a unit calls the one it is there for."""

    USER = "bruker", _("service user")
    PATIENT = "pasient", _("patient")
    CLIENT = "klient", _("client")
    YOUTH = "ungdom", _("young person")


class TherapistWord(models.TextChoices):
    """What a unit calls the one who helps."""

    THERAPIST = "behandler", _("therapist")
    HELPER = "hjelper", _("helper")
    CONTACT = "kontaktperson", _("contact person")


class Unit(models.Model):
    """A team or a department, from a date, perhaps to a date; where it stands in the tree is a `Belonging`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    name = models.CharField(max_length=120)
    since = models.DateField(default=date(2000, 1, 1))
    until = models.DateField(null=True, blank=True)
    client_word = models.CharField(max_length=20, choices=ClientWord, default=ClientWord.USER)
    therapist_word = models.CharField(max_length=20, choices=TherapistWord, default=TherapistWord.THERAPIST)
    help_line = models.CharField(max_length=200, blank=True, default="")
    purpose = models.CharField(max_length=300, blank=True, default="")
    seen_by = models.CharField(max_length=300, blank=True, default="")
    read = models.CharField(max_length=300, blank=True, default="")
    not_for = models.CharField(max_length=300, blank=True, default="")
    alliance_later = models.BooleanField(default=True)
    alliance_sum = models.BooleanField(default=False)
    link_days = models.PositiveSmallIntegerField(default=LINK_DAYS)

    privacy = dict.fromkeys(
        (
            "id",
            "organisation",
            "name",
            "since",
            "until",
            "client_word",
            "therapist_word",
            "help_line",
            *("purpose", "seen_by", "read", "not_for", "alliance_later", "alliance_sum", "link_days"),
        ),
        "open",
    )

    def __str__(self) -> str:
        return self.name


class Belonging(models.Model):
    """One unit under another, from a date, perhaps to a date; a unit that has none on a day stands at the top."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="belongings")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    privacy = dict.fromkeys(("id", "organisation", "unit", "parent", "since", "until"), "open")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "since"], name="belonging_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(until__isnull=True), name="belonging_last"
            ),
            models.CheckConstraint(condition=~models.Q(unit=models.F("parent")), name="belonging_other"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="belonging_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} < {self.parent}"


class Role(models.TextChoices):
    """What a person is in a unit."""

    THERAPIST = "therapist", _("therapist")
    HELPER = "helper", _("contact person or helper")
    SUPERVISOR = "supervisor", _("supervisor")
    LEADER = "leader", _("unit leader")
    RECEPTIONIST = "receptionist", _("receptionist")
    PEER = "peer", _("peer")
    ADMINISTRATOR = "administrator", _("administrator")


class Staff(models.Model):
    """A member of staff; the same person may hold several posts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="staff")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="staff")
    name = models.CharField(max_length=120)

    privacy = {"id": "open", "organisation": "open", "user": "identifying", "name": "identifying"}

    class Meta:
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """One role of one member of staff in one unit, from a date, perhaps to a date."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    privacy = {
        "id": "open",
        "organisation": "open",
        "staff": "identifying",
        "unit": "open",
        "role": "open",
        "since": "open",
        "until": "open",
    }

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.unit}"


class Substitution(models.Model):
    """Someone stands in for someone, between two dates, both counted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    absent = models.ForeignKey(Staff, models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(Staff, models.PROTECT, related_name="substitutions")
    since = models.DateField()
    until = models.DateField()

    privacy = {
        "id": "open",
        "organisation": "open",
        "absent": "identifying",
        "substitute": "identifying",
        "since": "open",
        "until": "open",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="substitution_dates"
            )
        ]

    def __str__(self) -> str:
        return f"{self.since}–{self.until}"


class Client(models.Model):
    """Someone who gets help; known here by a code that the service chooses."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="clients")
    code = models.CharField(max_length=40)
    name = EncryptedTextField(blank=True, default="")
    contact = EncryptedTextField(blank=True, default="")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    language = models.CharField(max_length=5, choices=FORM_LANGUAGES, default="nb")
    easy = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now)

    privacy = {
        "id": "open",
        "organisation": "open",
        "easy": "clinical",
        "code": "identifying",
        "name": "identifying",
        "contact": "identifying",
        "birth_year": "identifying",
        "language": "open",
        "created": "open",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="client_code_once")]

    def __str__(self) -> str:
        return self.code

    def age_on(self, day: date) -> int | None:
        """Age in whole years at the end of that year, or ``None`` when the year of birth is not known."""
        return day.year - self.birth_year if self.birth_year else None


class Rater(models.Model):
    """Someone besides the client who rates how the client is."""

    class Kind(models.TextChoices):
        """Which side a rater sees from; the catalogue of instruments uses the same words."""

        CARER = "carer", _("parent or carer")
        COLLATERAL = "collateral", _("another person")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="raters")
    kind = models.CharField(max_length=12, choices=Kind)
    relation = models.CharField(max_length=40)
    name = EncryptedTextField(blank=True, default="")

    privacy = {
        "id": "open",
        "organisation": "open",
        "client": "identifying",
        "kind": "open",
        "relation": "identifying",
        "name": "identifying",
    }

    def __str__(self) -> str:
        return self.relation
