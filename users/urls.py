from django.urls import path

from users import views

app_name = "users"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("settings/", views.settings_page, name="settings"),
    path("@<str:handle>/", views.profile, name="profile"),
    path("@<str:handle>/follow/", views.profile, name="follow"),
    path("@<str:handle>/unfollow/", views.profile, name="unfollow"),
]
