from django.urls import path, re_path

from users.models import Onboarding
from users.views import following, friends, levels, nearness, profile, safety, settings, welcome

app_name = "users"
urlpatterns = [
    path("me/", profile.me, name="me"),
    path("me/growth/", levels.growth, name="growth"),
    path("me/growth/appeal/", levels.appeal, name="appeal"),
    path("about/levels/", levels.ladder, name="levels"),
    path("settings/", settings.profile_settings, name="settings"),
    path("settings/account/", settings.account_settings, name="account"),
    path("settings/interests/", settings.interest_settings, name="interests"),
    path("settings/nearby/", nearness.nearby_settings, name="nearby"),
    path("settings/nearby/forget/", nearness.forget, name="forget_cell"),
    path("friends/", friends.friends, name="friends"),
    path("friends/link/", friends.make_link, name="make_invite"),
    path("friends/link/end/", friends.end_link, name="end_invite"),
    path("friends/link.svg", friends.link_picture, name="invite_picture"),
    path("friends/city/", friends.share_city, name="share_city"),
    re_path(r"^friends/(?P<handle>[a-z0-9_]{3,24})/not-now/$", friends.settle, name="settle_offer"),
    re_path(r"^i/(?P<code>[0-9A-Za-z]{20})/$", friends.invite, name="invite"),
    re_path(r"^i/(?P<code>[0-9A-Za-z]{20})/join/$", friends.join, name="join"),
    path("settings/safety/", safety.safety_settings, name="safety"),
    path("settings/safety/mute/", safety.mute_text, name="mute_text"),
    path("settings/safety/mutes/<int:mute_id>/undo/", safety.unmute, name="unmute"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/interests/", welcome.interests, name=f"welcome_{Onboarding.INTERESTS}"),
    path("welcome/experts/", welcome.experts, name=f"welcome_{Onboarding.EXPERTS}"),
    path("welcome/friends/", welcome.friends, name=f"welcome_{Onboarding.FRIENDS}"),
    re_path(r"^welcome/(?P<step>interests|experts|friends)/go-on/$", welcome.go_on, name="welcome_go_on"),
    path("@<str:handle>/", profile.profile, name="profile"),
    path("@<str:handle>/follow/", following.follow_person, name="follow"),
    path("@<str:handle>/unfollow/", following.unfollow_person, name="unfollow"),
    path("@<str:handle>/mute/", safety.mute_person, name="mute_person"),
    path("@<str:handle>/unmute/", safety.unmute_person, name="unmute_person"),
    path("@<str:handle>/block/", safety.block_person, name="block"),
    path("@<str:handle>/unblock/", safety.unblock_person, name="unblock"),
    path("@<str:handle>/let-in/", safety.accept, name="accept"),
    path("@<str:handle>/decline/", safety.decline, name="decline"),
    path("@<str:handle>/remove/", safety.remove_follower, name="remove_follower"),
]
