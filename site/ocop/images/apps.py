from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "ocop.images"
    label = "images"
