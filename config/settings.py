"""The one settings file: everything that differs between installations is read from the environment.

`.env.example` lists the variables; they may also stand in `.env`, or in the file that ENV_FILE names.
Outside DEBUG a missing SECRET_KEY or ALLOWED_HOSTS stops the start.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()
env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))


def needed(name: str, example: str) -> str:
    """The variable `name`, which production cannot do without; stops the start where it is missing."""
    value: str = env.str(name, default="").strip(" ,")
    if not value and not DEBUG:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it, for example {name}={example}, or DEBUG=1 to try things out."
        )
    return value


def flag(name: str, default: bool) -> bool:
    """The variable `name` as yes or no; stops the start where it is neither."""
    value = env.str(name, default="").strip().lower()
    if value and value not in ("1", "0", "true", "false", "yes", "no", "on", "off"):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 for yes or 0 for no.")
    return value in ("1", "true", "yes", "on") if value else default


def whole_number(name: str, default: int) -> int:
    """The variable `name` as a number; stops the start where it is none."""
    value = env.str(name, default="").strip()
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number, such as {default}.")
    return int(value) if value else default


def database() -> dict[str, Any]:
    """What DATABASE_URL names, otherwise SQLite beside the code; stops the start where it is neither."""
    beside = quote(str(BASE_DIR / "data" / "skillmatrix.sqlite3"))  # a folder may be called "C++ #1"
    url = env.str("DATABASE_URL", default="").strip() or f"sqlite:///{beside}"
    if url.partition(":")[0] not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(
            "DATABASE_URL is neither postgres://user:password@host:5432/name nor sqlite:////path/to/file."
        )
    found: dict[str, Any] = env.db_url_config(url)
    return found


# What this installation is
DEBUG = flag("DEBUG", False)
SECRET_KEY = needed("SECRET_KEY", '"$(openssl rand -base64 48)"') or "only-for-trying-things-out"
ALLOWED_HOSTS = [
    host.strip() for host in needed("ALLOWED_HOSTS", "skills.example.com").split(",") if host.strip()
]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": database()}
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
CONTENT_LANGUAGE = env.str("CONTENT_LANGUAGE", default="en")  # the language of the framework's texts

# The application
INSTALLED_APPS = [
    "skillmatrix",
    "skillmatrix.apps.EditorsAdminConfig",  # django.contrib.admin with our own start page
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "import_export",
]
MIDDLEWARE = [
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "skillmatrix.middleware.health",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # docs/decisions/0026-weight.md says why
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "skillmatrix.middleware.methods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "skillmatrix.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "skillmatrix.middleware.signing_in",
    "skillmatrix.middleware.NotFound",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "skillmatrix.views.frame.frame",
            ],
            "builtins": ["skillmatrix.templatetags.skillmatrix"],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Without recursive triggers, what REPLACE takes away would go unrecorded.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# People
AUTH_USER_MODEL = "skillmatrix.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if DEBUG:
    AUTHENTICATION_BACKENDS.append("skillmatrix.demo.DemoAccounts")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

CSRF_FAILURE_VIEW = "skillmatrix.views.errors.forbidden"

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("zh-hans", _("Simplified Chinese")),
]
LOCALE_PATHS = [BASE_DIR / "skillmatrix" / "locale"]
USE_TZ = True

# Static files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Security
HTTPS = flag("HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = whole_number("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("HSTS_INCLUDE_SUBDOMAINS", True)
BEHIND_PROXY = flag("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Preloading HSTS is a decision about a whole domain, so it is never made here.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "img-src": [CSP.SELF, "data:"],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
}

# Spreadsheets
IMPORT_KEEP_DAYS = min(whole_number("IMPORT_KEEP_DAYS", 90), 36_500)  # drafts, and files of what is done with
IMPORT_CONFIRM_HOURS = min(
    whole_number("IMPORT_CONFIRM_HOURS", 24), 24 * 36_500
)  # from the plan to its confirmation
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a level with a hundred expectations, or a list of two hundred rows

# Readers' reports
FEEDBACK_KEEP_DAYS = min(max(whole_number("FEEDBACK_KEEP_DAYS", 365), 1), 36_500)  # since they were received
FEEDBACK_HOURLY_PER_SENDER = max(whole_number("FEEDBACK_HOURLY_PER_SENDER", 10), 1)
FEEDBACK_HOURLY = max(whole_number("FEEDBACK_HOURLY", 200), 1)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
