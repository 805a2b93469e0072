"""Addresses of a member's pictures, below /gian-hang/anh/, in the namespace of the stall."""

from django.urls import path

from cooperatives.photos import views

urlpatterns = [
    path("", views.photos, name="photos"),
    path("gui/", views.upload, name="photo_upload"),
    path("qua-lon/", views.too_large, name="photo_too_large"),
    path("<int:pk>/", views.photo, name="photo"),
    path("<int:pk>/xoa/", views.delete, name="photo_delete"),
    path("trang/<int:pk>/gui-duyet/", views.send_page, name="photo_send_page"),
    path("trang/<int:pk>/lay-lai/", views.take_page_back, name="photo_take_page_back"),
]
