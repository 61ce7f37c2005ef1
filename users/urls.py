from django.urls import path, re_path

from users.models import Onboarding
from users.views import following, levels, profile, settings, welcome

app_name = "users"
urlpatterns = [
    path("me/", profile.me, name="me"),
    path("me/growth/", levels.growth, name="growth"),
    path("about/levels/", levels.ladder, name="levels"),
    path("settings/", settings.profile_settings, name="settings"),
    path("settings/account/", settings.account_settings, name="account"),
    path("settings/interests/", settings.interest_settings, name="interests"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/interests/", welcome.interests, name=f"welcome_{Onboarding.INTERESTS}"),
    path("welcome/experts/", welcome.experts, name=f"welcome_{Onboarding.EXPERTS}"),
    path("welcome/friends/", welcome.friends, name=f"welcome_{Onboarding.FRIENDS}"),
    re_path(r"^welcome/(?P<step>interests|experts|friends)/go-on/$", welcome.go_on, name="welcome_go_on"),
    path("@<str:handle>/", profile.profile, name="profile"),
    path("@<str:handle>/follow/", following.follow_person, name="follow"),
    path("@<str:handle>/unfollow/", following.unfollow_person, name="unfollow"),
]
