from django.urls import path

from search import history_views, views

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/suggest/", views.suggestions, name="suggest"),
    path("search/recent/", history_views.recent, name="recent"),
    path("search/history/", history_views.own, name="history"),
    path("search/history/forget/", history_views.forget_all, name="forget_all"),
    path("search/history/<pid:public_id>/forget/", history_views.forget, name="forget"),
    path("search/history/keep/", history_views.keep, name="keep_history"),
    path("search/hot/", history_views.show_hot, name="show_hot"),
]
