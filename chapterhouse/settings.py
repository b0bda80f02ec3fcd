"""Settings, all from the environment; a production start with something missing says what to set."""

import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DEBUG = env.bool("DEBUG", default=False)
#: The demonstration: invented people, mail in a folder, sign-in codes to be read at /demo/mail/.
DEMO = env.bool("CHAPTERHOUSE_DEMO", default=False)
HOME = Path(env.str("CHAPTERHOUSE_HOME", default=str(BASE_DIR / "var"))).resolve()


def must_set(name: str, why: str) -> str:
    """The value of an environment variable without which a production site must not start."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: {why}")
    return value


def kept_secret() -> str:
    """A secret made once and kept in the data folder, readable by its owner only."""
    path = HOME / "secret.key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


if DEBUG or DEMO:
    SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret()
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
else:
    SECRET_KEY = must_set("SECRET_KEY", "a long random text, for example from `openssl rand -base64 48`.")
    ALLOWED_HOSTS = [
        host.strip()
        for host in must_set("ALLOWED_HOSTS", "the site's own names, separated by commas.").split(",")
    ]

INSTALLED_APPS = [
    "chapterhouse.ui",
    "chapterhouse.journal",
    "chapterhouse.clocks",
    "chapterhouse.packs",
    "chapterhouse.people",
    "chapterhouse.sealing",
    "chapterhouse.notices",
    "chapterhouse.handbook",
    "chapterhouse.casework",
    "chapterhouse.referrals",
    "chapterhouse.elections",
    "chapterhouse.announcements",
    "chapterhouse.support",
    "chapterhouse.demo",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "chapterhouse.ui.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chapterhouse.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "chapterhouse.urls"
WSGI_APPLICATION = "chapterhouse.wsgi.application"
FORM_RENDERER = "chapterhouse.ui.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chapterhouse.ui.context.page",
            ],
        },
    }
]

# SQLite is the default: one file, safe against power loss, deleted pages overwritten with zeros.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{HOME / 'chapterhouse.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            " PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
        ),
    }
# Kept between requests: opening costs more than asking, and closing SQLite's last one rewrites the whole log.
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- people and sign-in: signing in says who you are; it opens no case (encryption design, section 5)
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["chapterhouse.people.signin.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "chapterhouse.people.signin.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "chapterhouse.people.signin.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address typed here gets no mail of ours
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_FORMS = {
    "login": "chapterhouse.people.forms.LoginForm",
    "confirm_login_code": "chapterhouse.people.forms.ConfirmLoginCodeForm",
    "reauthenticate": "chapterhouse.people.forms.ReauthenticateForm",
    "set_password": "chapterhouse.people.forms.SetPasswordForm",
    "change_password": "chapterhouse.people.forms.ChangePasswordForm",
}
MFA_ADAPTER = "chapterhouse.people.signin.MFAAdapter"
MFA_FORMS = {
    "authenticate": "chapterhouse.people.forms.SecondFactorForm",
    "reauthenticate": "chapterhouse.people.forms.SureByCodeForm",
    "activate_totp": "chapterhouse.people.forms.AuthenticatorAppForm",
    "add_webauthn": "chapterhouse.people.forms.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
SOCIALACCOUNT_STORE_TOKENS = False


def own_sign_in(server: str, name: str, client_id: str, secret: str) -> dict[str, Any]:
    """What the library wants to know of an organisation's own sign-in (OpenID Connect).

    It opens accounts that exist, and makes none; of who signs in it is asked for the address alone.
    """
    known: dict[str, Any] = {"client_id": client_id, "secret": secret, "settings": {"server_url": server}}
    app = {"provider_id": "organisation", "name": name, **known}
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid", "email"], "APPS": [app]}}


OIDC_SERVER = env.str("OIDC_SERVER", default="").rstrip("/")
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_SERVER:
    if not (OIDC_SERVER.startswith("https://") or DEBUG or DEMO):
        raise ImproperlyConfigured("Set OIDC_SERVER to an address that begins with https://.")
    why = "your organisation's sign-in gave it to you when this site was entered there."
    SOCIALACCOUNT_PROVIDERS = own_sign_in(
        OIDC_SERVER,
        env.str("OIDC_NAME", default="OpenID Connect"),
        must_set("OIDC_CLIENT_ID", why),
        must_set("OIDC_CLIENT_SECRET", why),
    )

# Counters of attempts live in memory alone: an address that tried too often is never written down.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# ---- sessions: in the database, because half of what keeps a vault open lies there (section 6)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "chapterhouse.ui.errors.stale_form"
# Not in the session: a module that asks for the seal at the same moment would write the session over it.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
INSECURE_HTTP = DEBUG or DEMO or env.bool("CHAPTERHOUSE_PLAIN_HTTP", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SECURE_SSL_REDIRECT = False  # the proxy in front does it (deploy/)
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 60 * 60 * 24 * 365
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
#: Sign-in limits count visitors, not the proxy they all come through.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# ---- languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # stored and computed in UTC; shown in the zone the process pack names

# ---- static files: content-hashed names, also inside modules
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(HOME / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "chapterhouse.ui.statics.HashedModules"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# ---- sealed files
SEALED_FILES = HOME / "sealed"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# ---- mail: the demonstration writes it to a folder
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"
else:
    globals().update(env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = (
    env.str("MAIL_FROM", default="Chapterhouse <chapterhouse@localhost>")
    if DEBUG or DEMO
    else must_set("MAIL_FROM", "the sender of mail, such as `Riverside <hello@riverside.example>`.")
)
#: Where announcements that cannot be delivered come back: `bounces@…` becomes `bounces+code@…`.
MAIL_BOUNCES = env.str("MAIL_BOUNCES", default="")
#: How many copies of announcements leave in a minute, so that mail servers do not take us for spammers.
ANNOUNCEMENTS_A_MINUTE = env.int("ANNOUNCEMENTS_A_MINUTE", default=300)
#: What notices use to say where to look. Never taken from a request.
SITE_ADDRESS = (
    env.str("SITE_ADDRESS", default="http://127.0.0.1:8000")
    if DEBUG or DEMO
    else must_set("SITE_ADDRESS", "where people find the site, such as `https://riverside.example`.")
).rstrip("/")

# ---- logs name no visitor: no address, agent, referrer or query ever reaches a line
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"nameless": {"()": "chapterhouse.ui.logs.Nameless"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["nameless"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
