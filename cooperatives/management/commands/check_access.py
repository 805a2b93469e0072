"""`manage.py check_access`: looks at every producer's stall and mends what is wrong."""

from django.core.management.base import BaseCommand

from cooperatives.models import ProducerPage
from cooperatives.onboarding import mend_stall


class Command(BaseCommand):
    """Checks groups, rights, collections and members of every producer; prints what it mended."""

    help = "Check every producer's group, rights, collection and members, and mend what is wrong."

    def handle(self, *args, **options):
        producers = ProducerPage.objects.defer_streamfields().order_by("pk")
        total = 0
        for producer in producers:
            __, mended = mend_stall(producer)
            total += bool(mended)
            for sentence in mended:
                self.stdout.write(f"{producer.pk} {producer.title}: {sentence}")
        self.stdout.write(f"{len(producers)} producers checked, {total} mended.")
