"""What the producers' own app brings to the frame."""

from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from cooperatives.stall import changes, confirming, contact, frame, kept, profile, reviews, same, views, written_contact


def register():
    """Register the home's tab, the tasks on page and contact, and the pictures."""
    user_logged_in.connect(kept.last_longer, dispatch_uid="stall-kept")
    frame.register_tab(frame.Tab("home", _("Stall"), "stall:home", icon="store", order=10))
    frame.register_tasks(reviews.review_tasks)
    frame.register_tasks(reviews.hidden_stall_tasks)
    frame.register_tasks(contact.contact_tasks)
    frame.register_tasks(reviews.unsent_tasks)
    frame.register_notes(reviews.sent_notes)
    frame.register_notes(reviews.approval_notes)
    frame.register_steps(profile.profile_steps, order=10)
    frame.register_section(
        frame.Section("pictures", "cooperatives/stall/pictures.html", views.picture_section, order=50, aside=True)
    )
    confirming.register_confirmable(
        confirming.Confirmable("contact", confirming.held_contact, confirming.write_contact)
    )
    changes.register_fact(confirming.CONTACT)
    changes.register_fact(confirming.EVERYTHING)
    written_contact.connect()
    same.connect()
