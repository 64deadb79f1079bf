"""One settings module. What differs between sites is read through env.py and named in .env.example."""

import os
from pathlib import Path

from kingfisher.project import database, env, kept

env.read_file((env.checkout() or Path.cwd()) / ".env")

if env.local():
    os.environ["KINGFISHER_LOCAL"] = str(env.local())  # the rulebook looks for it there

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = env.checkout() or Path.cwd()
HOME = env.home()
DEMO = env.flag("KINGFISHER_DEMO", False)
DEBUG = False

SECRET_KEY = env.secret("KINGFISHER_SECRET_KEY", "secret.key")
ALLOWED_HOSTS = env.listed("KINGFISHER_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.listed("KINGFISHER_ORIGINS")
AREA = kept.read(env.local() / "area.json") if env.local() else {}  # what new-area was told
EXIT_URL = env.text("KINGFISHER_EXIT_URL", AREA.get("exit_url") or "https://www.bbc.co.uk/weather")
PARTNERSHIP = env.text("KINGFISHER_PARTNERSHIP", AREA.get("name") or "Saltmere Safeguarding Children Partnership")

ROOMS = [
    "sharing", "intelligence", "missing", "plans", "meetings", "exploitation", "pathway", "national_referral",
    "disruption", "referrals", "escalations", "patterns",
]  # fmt: skip
WINDOWS = ["desk", "casefile", "exchange", "trail", "finder", "scorecard"]
WINDOWS += ["briefing"]  # the nine o'clock briefing
WINDOWS += ["stewardship"]  # for whoever runs the hub: on paper when it is down, out of it in open form
CORRIDORS = ["chronology", "clocks", "documents", "drafts", "postroom"]
GROUND = ["organisations", "access", "accounts", "people", "guard"]
ROOMS += ["learning"]  # courses, and who is trained
ROOMS += ["reviews"]  # serious incidents, and what is learned
ROOMS += ["assurance"]  # whether the work is good
ROOMS += ["partnership"]  # the board's own work, on top of the rooms
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_htmx",
    "procrastinate.contrib.django",
    *[
        f"kingfisher.{name}"
        for name in [*GROUND, *CORRIDORS, *ROOMS, *WINDOWS]
        if (PACKAGE / name / "apps.py").exists()
    ],
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kingfisher.project.headers.MoreHeaders",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kingfisher.accounts.signing.limits.RateLimits",
    "kingfisher.accounts.signing.sessions.SessionLimits",
    "kingfisher.drafts.pages.sent.WhenSent",
    "kingfisher.project.kinder.KinderWords",
]

ROOT_URLCONF = "kingfisher.project.urls"
WSGI_APPLICATION = "kingfisher.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "kingfisher.ui.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "kingfisher.ui.context.frame",
                "kingfisher.project.navigation.navigation",
            ],
        },
    },
]

DATABASES = database.databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("KINGFISHER_HTTPS", False)
SESSION_MINUTES = env.whole("KINGFISHER_SESSION_MINUTES", 720, least=5, most=1440)
IDLE_MINUTES = env.whole("KINGFISHER_IDLE_MINUTES", 30, least=5, most=720)
# The cookie outlives the session, so that whoever comes late is known and what she was writing is kept for her.
SESSION_COOKIE_AGE = 60 * (SESSION_MINUTES + 720)
PROXIES = env.whole("KINGFISHER_PROXIES", 0, least=0, most=5)
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
CSRF_FAILURE_VIEW = "kingfisher.accounts.pages.stale.stale"
SECRET_KEY_FALLBACKS = env.listed("KINGFISHER_SECRET_KEY_BEFORE")
MFA_ADAPTER = "kingfisher.accounts.signing.factors.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_DIGITS = 12
MFA_TOTP_TOLERANCE = 1  # codes of the half minute before and after: telephones' clocks differ
SOCIALACCOUNT_ADAPTER = "kingfisher.accounts.signing.single.Adapter"

ADDRESS = env.text("KINGFISHER_ADDRESS", "http://127.0.0.1:8000")
SENDS_MAIL = bool(env.text("KINGFISHER_SMTP_HOST"))
EMAIL_HOST = env.text("KINGFISHER_SMTP_HOST", "localhost")
EMAIL_PORT = env.whole("KINGFISHER_SMTP_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env.text("KINGFISHER_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("KINGFISHER_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("KINGFISHER_SMTP_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("KINGFISHER_MAIL_FROM", "kingfisher@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT / "var" / "static"
STATICFILES_DIRS = [
    PACKAGE / "ui" / "static",
    *([("vendor", CHECKOUT / "var" / "vendor")] if (CHECKOUT / "var" / "vendor").is_dir() else []),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists()
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if env.local() and (env.local() / "public").is_dir():
    WHITENOISE_ROOT = env.local() / "public"  # the partnership's own logo and colour
    AREA |= {name: (WHITENOISE_ROOT / name).is_file() for name in ("area.css", "area-logo.png")}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()

FILES_FOLDER = HOME / "files"
CLAMD = env.text("KINGFISHER_CLAMD")
UPLOAD_LIMIT_BYTES = env.whole("KINGFISHER_UPLOAD_MB", 25, least=1, most=500) * 1024 * 1024
IMPORT_LIMIT_BYTES = env.whole("KINGFISHER_IMPORT_MB", 500, least=1, most=2000) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["kingfisher.project.schedule"]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # what else lives under a council's name is not ours to say
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MIGRATION_MODULES: dict[str, str] = {}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A refused or missing page is ordinary; its address may hold a reference and is not logged.
    "loggers": {"django.request": {"level": "ERROR"}},
}
