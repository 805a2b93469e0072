from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperativesConfig(AppConfig):
    name = "cooperatives"
    verbose_name = _("Producers")

    def ready(self):
        from django.contrib.auth import get_user_model

        from cooperatives import people, signals
        from cooperatives.access.forms import MembersPageForm
        from cooperatives.drafts import signing_out
        from cooperatives.joining import registration as joining
        from cooperatives.models import Commune, ProducerPage
        from cooperatives.photos import registration as photos
        from cooperatives.review import mails
        from cooperatives.stall import registration as stall
        from ocop.core.choosing import register_kind
        from ocop.core.search.suggest import register_words

        register_words(lambda: Commune.objects.values_list("name", flat=True))
        get_user_model().get_full_name = people.full_name  # Wagtail writes whom it names by it, see docs/adr/0055
        signals.connect()
        signing_out.connect()
        mails.connect()
        stall.register()
        joining.register()
        photos.register()
        register_kind(ProducerPage, beside="commune")
        ProducerPage.base_form_class = MembersPageForm  # here, since the form must know the models
