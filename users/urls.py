from django.urls import path

from users import views

app_name = "users"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("settings/", views.settings_page, name="settings"),
    path("@<str:handle>/", views.profile, name="profile"),
]
