"""The one organisation."""

from django.urls import reverse

from skillmatrix.models import Organisation
from tests.admin.forms import submit

LIST = reverse("admin:skillmatrix_organisation_changelist")
FORM = reverse("admin:skillmatrix_organisation_change", args=[1])


def test_its_list_is_its_form(hr):
    assert hr.get(LIST).url == FORM


def test_looking_at_the_form_writes_nothing(hr):
    page = hr.get(FORM)

    assert page.status_code == 200
    assert not Organisation.objects.exists()


def test_the_first_save_makes_it_and_the_next_changes_it(hr):
    submit(hr, FORM, name="Example Ltd", in_force_since="2026-01-31")
    submit(hr, FORM, contact="hr@example.com")

    organisation = Organisation.objects.get()
    assert (organisation.pk, organisation.name, organisation.contact) == (1, "Example Ltd", "hr@example.com")


def test_there_is_no_second_one(hr):
    assert hr.get(reverse("admin:skillmatrix_organisation_change", args=[2])).status_code == 302
    assert hr.get(reverse("admin:skillmatrix_organisation_add")).status_code == 403


def test_it_leads_to_the_about_page(hr):
    assert hr.get(FORM).context["absolute_url"] == reverse("about")
