"""Accounts, made by an administrator."""

from django.contrib.auth.models import Group
from django.urls import reverse

from skillmatrix.models import User
from tests.admin.forms import submit

ADD = reverse("admin:skillmatrix_user_add")


def test_an_hr_editor_is_made_on_one_page(administrator):
    editors = Group.objects.get(name="HR editors")

    submit(
        administrator,
        ADD,
        username="ada",
        usable_password="true",
        password1="correct horse battery",
        password2="correct horse battery",
        is_staff="on",
        groups=[editors.pk],
    )

    ada = User.objects.get(username="ada")
    assert ada.is_staff
    assert ada.has_perm("skillmatrix.import_expectation")
    assert not ada.is_superuser


def test_the_form_says_how(administrator):
    assert "choose the group “HR editors”" in administrator.get(ADD).text
