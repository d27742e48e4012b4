"""Django's settings, made from the one table in ``configuration.py``."""

from datetime import timedelta
from pathlib import Path

from gjenklang.apps.shell import languages
from gjenklang.website import configuration
from gjenklang.website.embedded import driver

driver.install()

given = configuration.read()
package = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = given.text("GJENKLANG_SECRET_KEY") or "not-for-production-" * 4
FIELD_KEYS = given.names("GJENKLANG_FIELD_KEYS")
WORDING_PACKS = given.text("GJENKLANG_PACKS")
RECORDINGS = given.text("GJENKLANG_RECORDINGS")
# A model of invented people opens where everyone is invented, and nowhere else.
INVENTED_ALLOWED = given.text("GJENKLANG_ENV") == "demo"
ALLOWED_HOSTS = given.names("GJENKLANG_HOSTS")
ROOT_URLCONF = "gjenklang.website.urls"
WSGI_APPLICATION = "gjenklang.website.wsgi.application"
DATABASES = {"default": given.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "gjenklang.apps.integration.paper",
    "gjenklang.apps.integration.tables",
    "gjenklang.apps.feedback",
    "gjenklang.apps.own",
    "gjenklang.apps.dropout",
    "gjenklang.apps.inviting",
    "gjenklang.apps.care",
    "gjenklang.apps.people",
    "gjenklang.apps.instruments",
    "gjenklang.apps.security",
    "gjenklang.apps.audit",
    "gjenklang.apps.shell",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "gjenklang.website.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gjenklang.website.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "gjenklang.apps.security.middleware.IdleTimeout",
    "gjenklang.apps.security.middleware.Gate",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gjenklang.website.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "gjenklang.apps.shell.templatetags.shell",
                "gjenklang.apps.people.templatetags.words",
            ],
        },
    }
]

# ------------------------------------------------------------------------------------------------ who signs in
AUTH_USER_MODEL = "security.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "gjenklang.apps.security.adapters.SignIn",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "gjenklang.apps.security.adapters.StaffAdapter"
ACCOUNT_FORMS = {"login": "gjenklang.apps.security.account_forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_ADAPTER = "gjenklang.apps.security.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "gjenklang.apps.security.account_forms.NewKeyForm",
    "edit_webauthn": "gjenklang.apps.security.account_forms.KeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
SECOND_FACTOR_REQUIRED = given.production
MFA_TOTP_ISSUER = "Gjenklang"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not given.production
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "gjenklang.apps.security.queries.name_tried"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "gjenklang.apps.security.views.locked_out"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "gjenklang.apps.security.queries.address_of"

# ------------------------------------------------------------------------------------------- sessions and cookies
IDLE_MINUTES = int(given.text("GJENKLANG_IDLE_MINUTES"))
SESSION_ENGINE = "gjenklang.apps.security.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = given.flag("GJENKLANG_HTTPS")
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
if given.flag("GJENKLANG_HTTPS"):
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
if given.flag("GJENKLANG_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    TRUST_PROXY = True
else:
    TRUST_PROXY = False
CSRF_FAILURE_VIEW = "gjenklang.apps.security.views.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 26_214_400

# --------------------------------------------------------------------------------------------------- language, time
LANGUAGE_CODE = given.text("GJENKLANG_LANGUAGE")
LANGUAGES = [(code, languages.NAMES[code]) for code in languages.HOUSE]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [package / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = given.text("GJENKLANG_TIME_ZONE")
FORMAT_MODULE_PATH = ["gjenklang.website.formats"]

# ------------------------------------------------------------------------------------------ files, tasks, mail, logs
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 31_536_000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
mail = given.url("GJENKLANG_EMAIL")
# Without a mail server a demo prints its mail; in production a link for a new password must not stand in a log.
by_mail = "smtp" if mail.hostname else "dummy" if given.production else "console"
SENDS_MAIL = by_mail != "dummy"
EMAIL_BACKEND = f"django.core.mail.backends.{by_mail}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = mail.hostname or "", mail.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.username or "", mail.password or ""
DEFAULT_FROM_EMAIL = given.text("GJENKLANG_MAIL_FROM") or "gjenklang@localhost"
EMAIL_TIMEOUT = 20
# Links to forms: where they lead, and the door that text messages leave by. A demo writes them to a file.
MAIL_TO_CLIENTS = not given.production or bool(mail.hostname and given.text("GJENKLANG_MAIL_FROM"))
ADDRESS = given.text("GJENKLANG_ADDRESS").rstrip("/") or (
    "" if given.production else f"http://{given.text('GJENKLANG_BIND')}"
)
TEXTS = given.text("GJENKLANG_TEXTS") or ("" if given.production else f"file:{given.data / 'texts.jsonl'}")
TEXTS_TOKEN, TEXTS_WORD = given.text("GJENKLANG_TEXTS_TOKEN"), given.text("GJENKLANG_TEXTS_WORD")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_PORT == 587, EMAIL_PORT == 465
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
