"""The pages, one list per noun: a page's address, route name, view, query, template and test share a stem."""

from django.urls import URLPattern, URLResolver, path
from django.http import HttpResponse

urlpatterns: list[URLPattern | URLResolver] = [
    path("skills/<str:slug>/", lambda r, slug: HttpResponse(""), name="skill"),
    path("roles/", lambda r: HttpResponse(""), name="roles"),
    path("roles/<str:slug>/", lambda r, slug: HttpResponse(""), name="role"),
    path("domains/<str:slug>/", lambda r, slug: HttpResponse(""), name="domain"),
    path("about/", lambda r: HttpResponse(""), name="about"),
]
