"""Everything this site answers at; the pages themselves are listed in `skillmatrix.urls`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("skillmatrix.urls")),
]
handler403 = "skillmatrix.views.errors.forbidden"
handler404 = "skillmatrix.views.errors.not_found"
handler500 = "skillmatrix.views.errors.server_error"
