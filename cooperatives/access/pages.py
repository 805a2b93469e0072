"""What a member may do with a page, asked by Wagtail itself: the second lock behind the door, and what hides buttons."""

from wagtail.models import PagePermissionTester


class MemberPagePermissionTester(PagePermissionTester):
    """A member writes; it never publishes, moves or copies, and deletes only a draft that was never public."""

    def can_delete(self, ignore_bulk=False):
        from cooperatives.access.belongings import own_drafts
        from cooperatives.access.standing import producer_of

        producer = producer_of(self.user)
        is_own_draft = producer is not None and own_drafts(producer).filter(pk=self.page.pk).exists()
        return is_own_draft and super().can_delete(ignore_bulk)

    def can_move(self):
        return False

    def can_copy(self):
        return False

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_unpublish(self):
        return False

    def can_reorder_children(self):
        return False

    def can_lock(self):
        return False

    def can_unlock(self):
        return False


class MembersPage:
    """A kind of page that members write."""

    def permissions_for_user(self, user):
        """Return what `user` may do here: a member less than Wagtail's rights on the tree would allow."""
        from cooperatives.access.standing import standing

        if standing(user).is_member:
            return MemberPagePermissionTester(user, self)
        return super().permissions_for_user(user)
