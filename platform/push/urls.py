from django.urls import path, re_path

from push import views
from push.kinds import TABS

app_name = "push"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    re_path(rf"^inbox/(?P<tab>{'|'.join(filter(None, TABS))})/$", views.inbox, name="inbox_tab"),
    path("inbox/unread/", views.unread_figures, name="unread"),
    path("inbox/settings/", views.settings, name="settings"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("inbox/<pid:item>/open/", views.open_item, name="open"),
    path("inbox/<pid:item>/read/", views.read_item, name="read"),
]
