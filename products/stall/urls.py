"""Addresses of a member's screens about its products, below /gian-hang/san-pham/."""

from django.urls import path

from cooperatives.stall.guard import member_view
from products.stall import views
from products.stall.months import MonthsScreen
from products.stall.price import PriceScreen
from products.stall.stock import StockScreen

app_name = "stall_products"

urlpatterns = [
    path("", views.product_list, name="list"),
    path("giay-chung-nhan/", views.certificates, name="certificates"),
    path("<int:pk>/", views.product, name="product"),
    path("<int:pk>/gia/", member_view(PriceScreen.as_view()), name="price"),
    path("<int:pk>/thang/", member_view(MonthsScreen.as_view()), name="months"),
    path("<int:pk>/con-hang/", member_view(StockScreen.as_view()), name="stock"),
    path("<int:pk>/van-dung/", views.confirm, name="confirm"),
]
