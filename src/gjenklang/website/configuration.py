"""Every setting that an operator can give, in one table, read from environment variables."""

import os
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import ParseResult, unquote, urlparse
from zoneinfo import ZoneInfo

from gjenklang.apps.shell.languages import HOUSE

__all__ = ["SETTINGS", "Configuration", "Setting", "problems", "read"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what it is when nobody says, and what it does."""

    name: str
    default: str
    words: str
    secret: bool = False


SETTINGS = (
    Setting(
        "GJENKLANG_ENV",
        "production",
        "`production`, `demo` or `test`. Only production is held to the safe rules.",
    ),
    Setting(
        "GJENKLANG_SECRET_KEY",
        "",
        "Signs cookies and links. At least 50 characters, never shared.",
        secret=True,
    ),
    Setting(
        "GJENKLANG_FIELD_KEYS",
        "",
        "Keys for encrypted columns, newest first, separated by commas (`gjenklang doctor --new-key` makes one).",
        secret=True,
    ),
    Setting(
        "GJENKLANG_DATABASE",
        "",
        "Empty: SQLite in the data folder. Else `postgres://user:password@host:port/name`.",
    ),
    Setting("GJENKLANG_DATA", "var", "Folder for the embedded database and its lock file."),
    Setting(
        "GJENKLANG_PACKS",
        "",
        "Folder with the wording packs that the service has a licence for. Empty: none.",
    ),
    Setting(
        "GJENKLANG_RECORDINGS",
        "",
        "Folder with recorded speech, like `gjenklang-outcome-adult-1-nb.mp3`. Empty: the device's own voice reads.",
    ),
    Setting("GJENKLANG_HOSTS", "127.0.0.1,localhost", "Host names that are answered, separated by commas."),
    Setting(
        "GJENKLANG_HTTPS",
        "yes",
        "`yes`: cookies only over https and http is sent on to https. `no` only for a demo.",
    ),
    Setting(
        "GJENKLANG_PROXY",
        "no",
        "`yes` when a proxy in front sets X-Forwarded-Proto and X-Forwarded-For itself.",
    ),
    Setting("GJENKLANG_LANGUAGE", "nb", "Language of the house when nobody chose: `nb`, `nn` or `en`."),
    Setting("GJENKLANG_TIME_ZONE", "Europe/Oslo", "Time zone that gives a session its local date."),
    Setting("GJENKLANG_IDLE_MINUTES", "30", "Minutes without a click before staff are signed out."),
    Setting("GJENKLANG_WORKERS", "2", "Web worker processes. With SQLite keep to 2."),
    Setting("GJENKLANG_BIND", "127.0.0.1:8000", "Address and port that `gjenklang serve` listens on."),
    Setting(
        "GJENKLANG_EMAIL",
        "",
        "`smtp://user:password@host:port` for mail. Empty: no mail is sent (a demo prints it).",
    ),
    Setting(
        "GJENKLANG_MAIL_FROM",
        "",
        "The address that mail to clients comes from. Empty: no links are sent by e-mail.",
    ),
    Setting(
        "GJENKLANG_ADDRESS",
        "",
        "Where clients reach this service, like `https://svar.example.no`. Empty: no links are sent.",
    ),
    Setting(
        "GJENKLANG_TEXTS",
        "",
        "`https://…` of the gateway for text messages, or `file:PATH` to write them down. Empty: none are sent.",
    ),
    Setting(
        "GJENKLANG_TEXTS_TOKEN",
        "",
        "The bearer token that the gateway for text messages asks for.",
        secret=True,
    ),
    Setting(
        "GJENKLANG_TEXTS_WORD",
        "",
        "The bearer token by which the gateway hands in what is answered, such as STOP.",
        secret=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What was given, beside the defaults."""

    values: Mapping[str, str]

    def text(self, name: str) -> str:
        """The value of one setting as text."""
        return self.values[name]

    def flag(self, name: str) -> bool:
        """The value of one setting as yes or no."""
        return self.values[name].lower() in {"yes", "true", "1", "on"}

    def names(self, name: str) -> list[str]:
        """The value of one setting as a list."""
        return [part.strip() for part in self.values[name].split(",") if part.strip()]

    def url(self, name: str) -> ParseResult:
        """The value of one setting as an address."""
        return urlparse(self.values[name])

    @property
    def production(self) -> bool:
        """Whether the safe rules bind."""
        return self.values["GJENKLANG_ENV"] == "production"

    @property
    def data(self) -> Path:
        """Folder of the embedded database, absolute."""
        return Path(self.values["GJENKLANG_DATA"]).expanduser().absolute()

    def database(self) -> dict[str, object]:
        """Django's description of the one database."""
        if not self.values["GJENKLANG_DATABASE"]:
            return self._embedded()
        url = self.url("GJENKLANG_DATABASE")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"application_name": "gjenklang"},
        }

    def _embedded(self) -> dict[str, object]:
        return {
            "ENGINE": "gjenklang.website.embedded",
            "NAME": str(self.data / "gjenklang.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # The driver keeps those asked most; a newcomer that finds no room is compiled anew each time (0010).
                "cached_statements": 256,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                    "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-8192;"
                ),
            },
            "TEST": {"NAME": str(self.data / "test.sqlite3")},
        }


def read(environment: Mapping[str, str] = os.environ) -> Configuration:
    """Read the table from the environment.

    Parameters
    ----------
    environment
        Names and values; unknown names are left alone.

    Returns
    -------
    Configuration
        A value for every setting in the table.

    Examples
    --------
    >>> read({"GJENKLANG_LANGUAGE": "nn"}).text("GJENKLANG_LANGUAGE")
    'nn'
    """
    return Configuration(
        {setting.name: environment.get(setting.name, setting.default) for setting in SETTINGS}
    )


def problems(configuration: Configuration) -> list[str]:
    """Say in whole sentences what makes these settings unsafe to run on.

    Examples
    --------
    >>> problems(read({"GJENKLANG_ENV": "demo"}))
    []
    """
    found = _shape(configuration)
    if configuration.production:
        found += _production(configuration)
    return found


def _shape(given: Configuration) -> list[str]:
    found = []
    if given.text("GJENKLANG_ENV") not in {"production", "demo", "test"}:
        found.append("GJENKLANG_ENV must be production, demo or test.")
    if given.text("GJENKLANG_LANGUAGE") not in HOUSE:
        found.append("GJENKLANG_LANGUAGE must be nb, nn or en.")
    if given.text("GJENKLANG_DATABASE") and given.url("GJENKLANG_DATABASE").scheme not in {
        "postgres",
        "postgresql",
    }:
        found.append("GJENKLANG_DATABASE must begin with postgres://, or be empty for SQLite.")
    found += [
        f"{name} must be a whole number above zero."
        for name in ("GJENKLANG_IDLE_MINUTES", "GJENKLANG_WORKERS")
        if not given.text(name).isdigit() or not int(given.text(name))
    ]
    return [*found, *_unreadable(given)]


def _unreadable(given: Configuration) -> list[str]:
    rules = (
        (_zone(given), "GJENKLANG_TIME_ZONE must be a time zone, like Europe/Oslo."),
        (
            all(_key(text) for text in given.names("GJENKLANG_FIELD_KEYS")),
            "GJENKLANG_FIELD_KEYS holds something that is no key: make one with gjenklang doctor --new-key.",
        ),
        (_port(given, "GJENKLANG_DATABASE"), "GJENKLANG_DATABASE must have a number as its port, or none."),
        (
            given.text("GJENKLANG_ADDRESS") == ""
            or given.url("GJENKLANG_ADDRESS").scheme in {"http", "https"},
            "GJENKLANG_ADDRESS must begin with https://, or be empty.",
        ),
        (
            given.text("GJENKLANG_TEXTS").split(":")[0] in {"", "file", "http", "https"},
            "GJENKLANG_TEXTS must begin with https:// or file:, or be empty.",
        ),
        (
            not given.text("GJENKLANG_EMAIL")
            or (_port(given, "GJENKLANG_EMAIL") and given.url("GJENKLANG_EMAIL").hostname),
            "GJENKLANG_EMAIL must look like smtp://user:password@host:port, or be empty.",
        ),
    )
    return [sentence for fits, sentence in rules if not fits]


def _zone(given: Configuration) -> bool:
    try:
        ZoneInfo(given.text("GJENKLANG_TIME_ZONE"))
    except (ValueError, OSError, LookupError):
        return False
    return True


def _key(text: str) -> bool:
    try:
        return len(urlsafe_b64decode(text.encode())) == 32
    except ValueError:
        return False


def _port(given: Configuration, name: str) -> bool:
    try:
        return given.url(name).port != 0
    except ValueError:
        return False


def _production(given: Configuration) -> list[str]:
    rules = (
        (
            len(given.text("GJENKLANG_SECRET_KEY")) < 50,
            "GJENKLANG_SECRET_KEY must have at least 50 characters.",
        ),
        (
            not given.names("GJENKLANG_FIELD_KEYS"),
            "GJENKLANG_FIELD_KEYS is empty: names cannot be encrypted.",
        ),
        (
            not given.flag("GJENKLANG_HTTPS"),
            "GJENKLANG_HTTPS must be yes: scores must not travel in the clear.",
        ),
        (
            given.flag("GJENKLANG_HTTPS") and not given.flag("GJENKLANG_PROXY"),
            "GJENKLANG_PROXY must be yes: `gjenklang serve` speaks http, and a proxy in front of it speaks https.",
        ),
        (
            given.text("GJENKLANG_ADDRESS").startswith("http:"),
            "GJENKLANG_ADDRESS must begin with https://: a link must not travel in the clear.",
        ),
        (
            given.text("GJENKLANG_TEXTS").startswith("http:"),
            "GJENKLANG_TEXTS must begin with https://: numbers must not travel in the clear.",
        ),
        (
            given.text("GJENKLANG_TEXTS").startswith("https:")
            and len(given.text("GJENKLANG_TEXTS_TOKEN")) < 16,
            "GJENKLANG_TEXTS_TOKEN must have at least 16 characters when a gateway is used.",
        ),
        (
            given.text("GJENKLANG_TEXTS").startswith("https:")
            and len(given.text("GJENKLANG_TEXTS_WORD")) < 16,
            "GJENKLANG_TEXTS_WORD must have at least 16 characters: STOP must reach us, and only from the gateway.",
        ),
        ("*" in given.names("GJENKLANG_HOSTS"), "GJENKLANG_HOSTS must name the hosts; * answers to anyone."),
        (not given.names("GJENKLANG_HOSTS"), "GJENKLANG_HOSTS is empty: no host is answered."),
    )
    return [sentence for wrong, sentence in rules if wrong]
