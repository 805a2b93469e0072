"""People's names as Vietnam says them: the family's first, the own one last and alone among neighbours."""


def full_name(user):
    """Return "Lò Thị Hoạ", or what stands before the @ of the user name; "" for an account that is gone."""
    if user is None:
        return ""
    return f"{user.last_name} {user.first_name}".strip() or user.get_username().split("@")[0]


def short_name(user):
    """Return "Hoạ", as one is greeted."""
    if user is None:
        return ""
    return user.first_name.strip() or full_name(user)
