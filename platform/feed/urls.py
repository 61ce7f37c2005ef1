from django.urls import path

from feed import views

app_name = "feed"
urlpatterns = [
    path("", views.explore, name="explore"),
    path("topics/", views.topics, name="topics"),
]
