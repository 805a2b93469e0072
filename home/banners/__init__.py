"""Banners: which stands where (`showing`), following one (`views`), and the editors' screens (`viewset`)."""
