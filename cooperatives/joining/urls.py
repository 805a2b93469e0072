"""Addresses of this package outside the admin, for `ocop.urls` to place."""

from django.urls import include, path

from cooperatives.joining import asking, invitations, members, signing_in

# In both languages, at the root.
asking_patterns = [
    path("", asking.ask, name="ask"),
    path("da-gui/", asking.asked, name="asked"),
]
public = [
    path("dang-ky-gian-hang/", include((asking_patterns, "joining"))),
    path("dang-nhap/", signing_in.SignInView.as_view(), name="login"),
    path("dang-xuat/", signing_in.SignOutView.as_view(), name="logout"),
    path("quen-mat-khau/", signing_in.ForgottenView.as_view(), name="password_reset"),
    path("quen-mat-khau/da-gui/", signing_in.ForgottenDoneView.as_view(), name="password_reset_done"),
    path("dat-lai-mat-khau/<uidb64>/<token>/", signing_in.NewPasswordView.as_view(), name="password_reset_confirm"),
    path("doi-mat-khau/", signing_in.ChangePasswordView.as_view(), name="password_change"),
]

# Below /gian-hang/.
invitation_patterns = [
    path("", invitations.take_up_invitation, name="take_up"),
    path("<str:token>/", invitations.open_link, name="open"),
]
member_patterns = [
    path("", members.people, name="people"),
    path("loi-moi/<int:pk>/gui-lai/", members.resend, name="resend"),
    path("loi-moi/<int:pk>/thu-hoi/", members.revoke, name="revoke"),
    path("<int:pk>/phu-trach/", members.lead, name="lead"),
    path("<int:pk>/ket-thuc/", members.end, name="end"),
]
stall = [
    path("loi-moi/", include((invitation_patterns, "invitation"))),
    path("thanh-vien/", include((member_patterns, "members"))),
]
