"""What the products bring to the frame of a member's own screens."""

from cooperatives.stall import changes, confirming, frame
from products.stall import certificates, facts, home


def register():
    """Register the living facts of products, their tasks, parts and steps."""
    for kind in facts.FACTS:
        changes.register_fact(kind)
    confirming.register_confirmable(confirming.Confirmable("offers", home.held_offers, home.write_offers))
    frame.register_tasks(home.freshness_tasks)
    frame.register_tasks(certificates.certificate_tasks)
    frame.register_steps(home.product_steps, order=20)
    frame.register_section(frame.Section("products", "products/stall/section.html", home.product_section, order=20))
    frame.register_section(
        frame.Section(
            "certificates", "products/stall/certificate_section.html", home.certificate_section, 40, aside=True
        )
    )
