from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperativesConfig(AppConfig):
    name = "cooperatives"
    verbose_name = _("Producers")

    def ready(self):
        from cooperatives import signals
        from cooperatives.access.forms import MembersPageForm
        from cooperatives.models import Commune, ProducerPage
        from cooperatives.review import mails
        from ocop.core.search.suggest import register_words

        register_words(lambda: Commune.objects.values_list("name", flat=True))
        signals.connect()
        mails.connect()
        ProducerPage.base_form_class = MembersPageForm  # here, since the form must know the models
