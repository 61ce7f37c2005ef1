"""The tokens' page stands among the settings, outside /api/."""

from django.urls import path

from api import pages

app_name = "tokens"
urlpatterns = [
    path("settings/tokens/", pages.token_list, name="list"),
    path("settings/tokens/make/", pages.make_token, name="make"),
    path("settings/tokens/<pid:public_id>/revoke/", pages.revoke_token, name="revoke"),
]
