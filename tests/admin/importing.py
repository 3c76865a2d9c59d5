"""Importing as an editor does it: a file is sent, its page is read, and what it shows is confirmed."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from skillmatrix.models import Import

IMPORT = reverse("admin:skillmatrix_expectation_import")
CONFIRM = reverse("admin:skillmatrix_expectation_process_import")
LIST = reverse("admin:skillmatrix_import_changelist")
ADDED = "skill,role,level,description\nPython,Data Scientist,Senior,Writes tests.\n"


def send(client, content=ADDED, name="list.csv", **choices):
    """Upload a file, and come to the page of its draft; or stay, where it is not kept."""
    data = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"import_file": SimpleUploadedFile(name, data), **choices}, follow=True)


def confirm(client, page, **words):
    return client.post(CONFIRM, {"ticket": page.context["ticket"], **words}, follow=True)


def latest():
    """The import that was uploaded last."""
    return Import.objects.first()


def address(import_, action="change"):
    return reverse(f"admin:skillmatrix_import_{action}", args=[import_.pk])


def rows(page):
    """The changes that a draft's page lists."""
    return page.context["plan_page"].changes.rows


def labels(page):
    return [(row.action.value, row.label) for row in rows(page)]


def problems(page):
    """The problems that a draft's page lists."""
    found = page.context["plan_page"].problems
    return found.rows if found else ()
