"""What a browser sends back when a form of the admin is submitted as it stands, with some fields changed."""

from django.http import HttpResponse
from django.test import Client


def sent_back(page: HttpResponse, **changed):
    """The data of the page's form and its inlines, `changed` by field name; `None` leaves a field out."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {
        field.html_name: _as_sent(field.value())
        for form in forms
        for field in form
        if not field.field.disabled and field.value() is not None and field.value() is not False
    }
    return {name: value for name, value in (data | changed).items() if value is not None}


def _as_sent(value):
    if value is True:
        return "on"
    return value.replace("\n", "\r\n") if isinstance(value, str) else value


def submit(client: Client, address: str, **changed) -> HttpResponse:
    """Open a form and send it back, changed."""
    return client.post(address, sent_back(client.get(address), **changed))


def errors(page: HttpResponse) -> list[str]:
    """Every error that the page shows, in its form or an inline."""
    forms = [page.context["adminform"].form]
    found = []
    for inline in page.context["inline_admin_formsets"]:
        forms += inline.formset.forms
        found += inline.formset.non_form_errors()
    return found + [message for form in forms for messages in form.errors.values() for message in messages]
