from django.urls import path

from feed import views

app_name = "feed"
urlpatterns = [
    path("", views.explore, name="explore"),
    path("following/", views.following, name="following"),
    path("nearby/", views.nearby, name="nearby"),
    path("c/<path:code>/", views.category, name="category"),
    path("topics/", views.topic_list, name="topics"),
    path("seen/", views.seen, name="seen"),
]
