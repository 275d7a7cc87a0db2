"""All settings; what differs comes from the environment (docs/reference/settings.md lists it)."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanwen.config.database import database
from sanwen.config.mail import mail
from sanwen.core import environment, keys

PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.home()

DEBUG = environment.switch("SANWEN_DEBUG", default=False)
SECRET_KEY = environment.text("SANWEN_SECRET_KEY") or keys.text("django")
ALLOWED_HOSTS = environment.listed("SANWEN_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.listed("SANWEN_ORIGINS")
# True when the page reaches people through HTTPS; then cookies travel by HTTPS only.
HTTPS = environment.switch("SANWEN_HTTPS", default=False)
# How many proxies stand in front; their X-Forwarded-For entries are believed, others are not.
PROXIES = environment.number("SANWEN_PROXIES", 0, low=0, high=5)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "sanwen.people",
    "sanwen.core",
    "sanwen.charts",
    "sanwen.integrity.audit",
    "sanwen.places",
    "sanwen.integrity.vault",
    "sanwen.integrity.conduct",
    "sanwen.notices",
    "sanwen.listen.voices",
    "sanwen.listen.triage",
    "sanwen.listen.letters",
    "sanwen.listen.topics",
    "sanwen.counsel.consultations",
    "sanwen.counsel.ballots",
    "sanwen.counsel.meetings",
    "sanwen.counsel.decisions",
    "sanwen.deliver.procedures",
    "sanwen.deliver.matters",
    "sanwen.deliver.intake",
    "sanwen.deliver.papers",
    "sanwen.deliver.reception",
    "sanwen.deliver.mediation",
    "sanwen.verdict.ratings",
    "sanwen.verdict.reviews",
    "sanwen.verdict.scorecards",
    "sanwen.verdict.surveys",
    "sanwen.verdict.reach",
    "sanwen.verdict.promises",
    "sanwen.office.oversight",
    "sanwen.office.inspection",
    "sanwen.office.listening",
    "sanwen.office.fairness",
    "sanwen.office.suggesting",
    "sanwen.office.rulebook",
    "sanwen.openness",
    "sanwen.web",
    "sanwen.api",
    "sanwen.open311",
    # After ours, whose templates and translations they would otherwise replace.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "sanwen.core.moment.OneMoment",
    "django.middleware.security.SecurityMiddleware",
    "sanwen.web.middleware.Lighter",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sanwen.web.middleware.ErrorsInWords",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "sanwen.people.middleware.StaysAwake",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "sanwen.people.middleware.OneTimePassword",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sanwen.charts.files.ChartFiles",
]

ROOT_URLCONF = "sanwen.config.urls"
WSGI_APPLICATION = "sanwen.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # First, so that the pages of installed packages (sign-in) wear our own frame.
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sanwen.web.shell.shell",
            ],
        },
    }
]

FORM_RENDERER = "sanwen.web.forms.PlainForms"

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Wrong passwords are counted here; the default of 300 entries would soon forget them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# Staff
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "sanwen.people.signin.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"change_password": "sanwen.people.forms.OwnPasswordForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sanwen"
# One query a request; a cache that is itself in the database would make it two.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# A desk left alone signs itself out.
SESSION_COOKIE_AGE = 60 * environment.number("SANWEN_SESSION_MINUTES", 30)
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Cookies and headers
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "sanwen.web.views.form_expired"

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
USE_I18N = True
FORMAT_MODULE_PATH = "sanwen.core.formats"
USE_TZ = True
# Days of the law are days in China; the triggers of the database say the same.
TIME_ZONE = "Asia/Shanghai"

# Files
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Without this a fresh start would need collectstatic; the finders read straight from the package.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = HOME / "files"
MEDIA_URL = ""  # never served by path: every photo goes through a view that asks who looks
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 12

# Mail and messages out
globals().update(mail())
DEFAULT_FROM_EMAIL = environment.text("SANWEN_EMAIL_FROM", "sanwen@localhost")

# Background work
PROCRASTINATE_IMPORT_PATHS: list[str] = []
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

# How many days a contact is kept after its matter closed; then it is erased.
CONTACT_DAYS = environment.number("SANWEN_CONTACT_DAYS", 730, low=1, high=36500)

# Over how many days back messages are grouped into topics, in whole weeks.
TOPIC_DAYS = environment.number("SANWEN_TOPIC_DAYS", 182, low=56, high=1100)

# The body that runs this
BODY_NAME = environment.text("SANWEN_BODY_NAME", "")
# The unit whose desk registers what comes through the public form; else the root of the unit tree.
DESK_UNIT = environment.text("SANWEN_UNIT", "")
# How many messages one connection may send in ten minutes before it is asked to wait.
FORM_LIMIT = environment.number("SANWEN_FORM_LIMIT", 120, high=100_000_000)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": environment.text("SANWEN_LOG_LEVEL", "WARNING")},
}
