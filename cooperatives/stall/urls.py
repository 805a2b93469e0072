"""Addresses of a member's own screens, below /gian-hang/. None of them says whose: the membership does."""

from django.urls import include, path

from cooperatives.drafts import views as drafts
from cooperatives.stall import notes, pages, views

app_name = "stall"

urlpatterns = [
    path("", views.home, name="home"),
    path("anh/", include("cooperatives.photos.urls")),
    path("ban-viet/", drafts.state, name="draft_state"),
    path("da-doc/", notes.put_away, name="put_away"),
    path("van-dung/", views.confirm_all, name="confirm_all"),
    path("lien-he/", views.contact, name="contact"),
    path("lien-he/van-dung/", views.confirm_contact, name="confirm_contact"),
    path("trang/<int:pk>/gui-duyet/", pages.send_page, name="send_page"),
    path("trang/<int:pk>/rut-lai/", pages.take_page_back, name="take_page_back"),
    path("trang/<int:pk>/bo-thay-doi/", pages.drop_draft, name="drop_draft"),
    path("trang/<int:pk>/lay-lai-nhap/", pages.bring_draft_back, name="bring_draft_back"),
    path("da-doi/", views.history, name="history"),
    path("da-doi/<int:pk>/hoan-tac/", views.undo, name="undo"),
]
