"""The pages, one list per noun: an address, its route, view, query, template and test share a stem."""

from django.contrib.auth import views as auth
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from skillmatrix.views import (
    about,
    compare,
    compare_export,
    compare_next_step,
    domains,
    feedback,
    home,
    languages,
    matrix,
    places,
    roles,
    search,
    skills,
    track,
)

skill_urls = [
    path("", skills.list_, name="skills"),
    path("<str:slug>/", skills.detail, name="skill"),
]
role_urls = [
    path("", roles.list_, name="roles"),
    path("<str:slug>/", roles.detail, name="role"),
    path("<str:slug>/matrix/", matrix.page, name="role_matrix"),
    path("<str:slug>/track/", track.page, name="role_track"),
]
feedback_urls = [
    path("", feedback.form, name="feedback"),
    path("<slug:token>/", feedback.report, name="feedback_report"),
]
compare_urls = [
    path("", compare.page, name="compare"),
    path("next-step/", compare_next_step.sheet, name="compare_next_step"),
    path("export/", compare_export.download, name="compare_export"),
]
account_urls = [
    path(
        "login/",
        auth.LoginView.as_view(template_name="accounts/login.html", extra_context={"title": _("Sign in")}),
        name="login",
    ),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "password/",
        auth.PasswordChangeView.as_view(template_name="accounts/password.html"),
        name="password_change",
    ),
    path(
        "password/done/",
        auth.PasswordChangeDoneView.as_view(template_name="accounts/password_done.html"),
        name="password_change_done",
    ),
]

urlpatterns = [
    path("", home.page, name="home"),
    path("skills/", include(skill_urls)),
    path("roles/", include(role_urls)),
    path("domains/<str:slug>/", domains.detail, name="domain"),
    path("compare/", include(compare_urls)),
    path("search/", search.page, name="search"),
    path("about/", about.page, name="about"),
    path("feedback/", include(feedback_urls)),
    path("place/", places.remember, name="place"),
    path("language/", languages.choose, name="language"),
    path("accounts/", include(account_urls)),
]
