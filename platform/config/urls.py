"""Every address of the site, floor by floor."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView
from django.views.i18n import set_language

from config import health, home_screen, metrics
from config.media import media_patterns
from users.staff_door import guard_admin_login
from users.views.arriving import SignUp, SocialSignUp

guard_admin_login(admin.site)

# The composer and the reading pages are two floors of notes with one name for their addresses.
notes_patterns = [path("", include("notes.ugc.urls")), path("", include("notes.urls"))]

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.show, name="metrics"),
    path("manifest.webmanifest", home_screen.manifest, name="manifest"),
    path("sw.js", home_screen.worker, name="worker"),
    path("offline/", home_screen.offline, name="offline"),
    path("language/", set_language, name="set_language"),
    path("about/", TemplateView.as_view(template_name="about.html"), name="about"),
    # Before allauth's own of the same names: these know the limits of the door and its question.
    path("accounts/signup/", SignUp.as_view(), name="account_signup"),
    path("accounts/3rdparty/signup/", SocialSignUp.as_view(), name="socialaccount_signup"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("api.urls")),
    path("", include("api.page_urls")),
    path("portal/", include("portal.urls")),
    path("", include("distribution.urls")),
    path("", include("push.urls")),
    path("", include("conversations.urls")),
    path("", include("search.urls")),
    path("", include("moderation.urls")),
    path("", include("shop.urls")),
    path("", include((notes_patterns, "notes"))),
    path("", include("users.urls")),
    path("", include("feed.urls")),
    *media_patterns(),
]
