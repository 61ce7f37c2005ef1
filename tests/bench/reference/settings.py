"""The plain Django site that pages are compared with: the same data, sessions and people; no more than they need."""

from pathlib import Path

from config.settings import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.admin.apps.SimpleAdminConfig",  # whose log the people's floor writes
    "taggit",
    "allauth.usersessions",  # whose rows the people's floor reads
    "common.apps.CommonConfig",
    "users.apps.UsersConfig",
    "shop.apps.ShopConfig",
    "notes.apps.NotesConfig",
    "notes.classification.apps.ClassificationConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "tests.bench.reference.pages"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).with_name("templates")],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    },
]
