"""Every setting of the site, read from the environment. `.env.example` documents each one; a test keeps them equal.

The defaults are those of production: no debugging, secure cookies, HSTS. The embedded set-up (`make run`, the tests)
sets MEADOW_EMBEDDED=1, which allows plain http on the loopback address and a secret key made for this checkout.
"""

from pathlib import Path

from config import environment as env
from config import staff_site
from config.logs import logging_table

BASE_DIR = Path(__file__).resolve().parents[2]
EMBEDDED = env.flag("MEADOW_EMBEDDED", default=False)
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY")
SITE_URL = env.address("SITE_URL", "http://127.0.0.1:8000" if EMBEDDED else None, ("http", "https")).rstrip("/")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if EMBEDDED else [])
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS", [SITE_URL])

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.weibo",
    "allauth.socialaccount.providers.weixin",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "taggit",
    "common.apps.CommonConfig",
    "users.apps.UsersConfig",
    "shop.apps.ShopConfig",
    "notes.apps.NotesConfig",
    "notes.classification.apps.ClassificationConfig",
    "notes.ugc.apps.UgcConfig",
    "notes.pgc.apps.PgcConfig",
    "notes.pugc.apps.PugcConfig",
    "conversations.apps.ConversationsConfig",
    "search.apps.SearchConfig",
    "moderation.apps.ModerationConfig",
    "feed.apps.FeedConfig",
    "push.apps.PushConfig",
    "distribution.apps.DistributionConfig",
    "portal.apps.PortalConfig",
    "api.apps.ApiConfig",
    "demo.apps.DemoConfig",
    "config.apps.SiteConfig",
]

MIDDLEWARE = [
    "config.middleware.RequestIdMiddleware",
    "config.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PackedPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.ReaderLocaleMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.SeenSessionsMiddleware",
    "config.interrupted.InterruptedFormMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.PathAwareCspMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.PlainAddressMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
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
                "config.context.site",
            ],
        },
    },
]

# --- engines -----------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL")}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    # psycopg's pool, set here because django-environ would pass `?pool=true` on as text.
    "pool": {"min_size": 1, "max_size": env.number("DATABASE_POOL_SIZE", 8), "timeout": 3},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.address("REDIS_URL", None, ("redis", "rediss", "unix"))
# Set by the test runner, so that parallel test processes do not see each other's keys.
REDIS_PREFIX = env.text("REDIS_PREFIX", "meadow")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX,
        "TIMEOUT": 300,
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
# How long a process trusts its own copy of what all readers share in the cache; a test sees every change at once.
FEED_MEMORY_SECONDS = 5.0

_CELERY_REDIS = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_URL = env.address(
    "CELERY_BROKER_URL", _CELERY_REDIS, ("redis", "rediss", "redis+socket", "amqp", "amqps", "memory")
)
CELERY_TASK_ALWAYS_EAGER = env.flag("CELERY_TASK_ALWAYS_EAGER", default=False)
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_IGNORE_RESULT = True
# A task whose worker dies is run again; every task is safe to run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{REDIS_PREFIX}:", "visibility_timeout": 900}
CELERY_TASK_DEFAULT_QUEUE = "default"
# Films take minutes and pictures seconds: a queue, and in the Procfile a worker, for each.
CELERY_TASK_ROUTES = {
    "notes.tasks.prepare_picture": {"queue": "media"},
    "notes.tasks.prepare_poster": {"queue": "media"},
    "notes.tasks.prepare_video": {"queue": "video"},
}

# --- people ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "feed:explore"
LOGOUT_REDIRECT_URL = "feed:explore"
ACCOUNT_ADAPTER = "users.accounts.AccountAdapter"
ACCOUNT_FORMS = {"signup": "users.forms_arriving.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split("://", 1)[0]
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
# Who may join: everybody at once, whom staff say yes to, nobody; and how many are let in at once on a day (0: any).
SIGN_UP = env.choice("SIGN_UP", "open", ("open", "approval", "closed"))
SIGN_UPS_A_DAY = env.count("SIGN_UPS_A_DAY", 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = EMBEDDED
MFA_TOTP_ISSUER = "Meadow"
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_FORMS = {"signup": "users.forms_arriving.SocialSignupForm"}
# Everybody passes our own form, with its limits and, where there is one, its question.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = {
    provider: {"APPS": [{"client_id": client_id, "secret": secret, "key": ""}]}
    for provider, client_id, secret in (
        ("weixin", env.text("WEIXIN_APP_ID", ""), env.text("WEIXIN_APP_SECRET", "")),
        ("weibo", env.text("WEIBO_APP_ID", ""), env.text("WEIBO_APP_SECRET", "")),
    )
    if client_id
}
# In production the admin asks staff for a second factor; the demo community's staff log in with a password alone.
STAFF_NEED_SECOND_FACTOR = env.flag("STAFF_NEED_SECOND_FACTOR", default=not EMBEDDED)

# --- words and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [BASE_DIR / "platform" / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_ROOT", BASE_DIR / "var" / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = env.text("MEDIA_URL", "/media/")
GUARDED_URL = "/guarded/"
# The web server's internal name for the guarded folder, as in README.md; empty: this process sends the bytes itself.
GUARDED_ACCEL = env.text("GUARDED_ACCEL", "")
MEDIA_ROOT = env.folder("MEDIA_ROOT", BASE_DIR / "var" / "media")
_MEDIA_BACKEND = env.text("MEDIA_STORAGE", "django.core.files.storage.FileSystemStorage")
STORES_ON_DISK = _MEDIA_BACKEND.endswith("FileSystemStorage")


def _storage(part: str) -> dict[str, object]:
    """One part of the media store: a folder on disk, or a prefix in an object store."""
    location = str(MEDIA_ROOT / part) if STORES_ON_DISK else part
    return {"BACKEND": _MEDIA_BACKEND, "OPTIONS": {"location": location}}


STORAGES: dict[str, dict[str, object]] = {
    # What anybody may fetch, under random names; and uploads as they came, which nobody may.
    "default": _storage("public"),
    # What only some may see; see common.media.
    "guarded": _storage("guarded"),
    "incoming": _storage("incoming"),
    # Whole archives of people, made or brought. Never served by the web server in front.
    "exports": _storage("exports"),
    "staticfiles": {"BACKEND": "config.storage.ModuleManifestStorage"},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- safety ------------------------------------------------------------------------------------------------------
_HTTPS = SITE_URL.startswith("https://") or not EMBEDDED
SECURE_SSL_REDIRECT = _HTTPS and env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_NAME = "__Host-session" if _HTTPS else "meadow_session"
CSRF_COOKIE_NAME = "__Host-csrf" if _HTTPS else "meadow_csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

LIVE_URL = env.text("LIVE_URL", "/live/")
# A form of ours that leads on to another site's log-in is refused by Chromium unless that site is named.
_PROVIDER_HOSTS = {"weixin": "https://open.weixin.qq.com", "weibo": "https://api.weibo.com"}
_PROVIDER_ORIGINS = [_PROVIDER_HOSTS[provider] for provider in SOCIALACCOUNT_PROVIDERS]
_LIVE_ORIGIN = ["/".join(LIVE_URL.split("/")[:3])] if "://" in LIVE_URL else []
_MEDIA_ORIGIN = ["/".join(MEDIA_URL.split("/")[:3])] if "://" in MEDIA_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *_MEDIA_ORIGIN],
        "media-src": ["'self'", "blob:", *_MEDIA_ORIGIN],
        "connect-src": ["'self'", *_LIVE_ORIGIN],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'", *_PROVIDER_ORIGINS],
        "frame-ancestors": ["'none'"],
    },
}
METRICS_TOKEN = env.text("METRICS_TOKEN", "")

# --- mail, API, tags, logs ---------------------------------------------------------------------------------------
_MAIL_SERVER = env.address("EMAIL_URL", "consolemail://" if EMBEDDED else "smtp://localhost:25", (
    "smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail"))  # fmt: skip
vars().update(env.mail_settings(_MAIL_SERVER))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Meadow <hello@meadow.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.ScopedTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.ScopeAllows"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_THROTTLE_CLASSES": ["api.throttles.BucketThrottle"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Meadow API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
}
TAGGIT_CASE_INSENSITIVE = True
UNFOLD = staff_site.UNFOLD
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = logging_table(as_json=env.flag("LOG_JSON", default=not EMBEDDED), level=env.text("LOG_LEVEL", "INFO"))
LOGGING_CONFIG = "config.logs.configure"
TESTING = env.flag("MEADOW_TESTING", default=False)
if TESTING:
    FEED_MEMORY_SECONDS = 0.0
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
