"""What a browser sends back when a page of the admin is submitted as it stands, with some fields changed."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


class _Form(HTMLParser):
    """The fields of the form with this id, or of the last form of the page, as a browser would send them."""

    def __init__(self, page: str, form_id: str | None) -> None:
        super().__init__()
        self.form_id = form_id
        self.is_inside = False
        self.sent: dict[str, str] = {}
        self.select = self.textarea = None
        self.is_single = True
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.is_inside = self.form_id in (None, given.get("id"))
            self.sent = {} if self.is_inside else self.sent
        name = given.get("name")
        if not self.is_inside or "disabled" in given:
            return
        if tag == "select":
            self.select, self.is_single = name, "multiple" not in given
        elif tag == "textarea":
            self.textarea = name
            self.sent[name] = ""
        elif (
            tag == "option"
            and self.select
            and ("selected" in given or (self.is_single and self.select not in self.sent))
        ):
            self.sent[self.select] = given.get("value", "")
        elif tag == "input" and name and _is_sent(given):
            ticked = given.get("type") in ("checkbox", "radio")
            self.sent[name] = given.get("value", "on" if ticked else "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.is_inside and self.textarea:
            self.sent[self.textarea] += data


def _is_sent(given):
    kind = given.get("type")
    return "checked" in given if kind in ("checkbox", "radio") else kind not in ("submit", "button", "file")


def sent_back(page: HttpResponse, form_id: str | None = None, **changed):
    """The data of the page's form, `changed` by field name; `None` leaves a field out."""
    if form_id is None and "adminform" in (page.context or {}):
        form_id = f"{page.context['opts'].model_name}_form"
    data = {name: _as_sent(value) for name, value in _Form(page.text, form_id).sent.items()}
    data = {name: value for name, value in data.items() if "__prefix__" not in name}
    return {name: value for name, value in (data | changed).items() if value is not None}


def _as_sent(value):
    """Line breaks as browsers send them; the first one after a tag is none."""
    return value.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")


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


def change(row):
    return reverse(f"admin:skillmatrix_{row._meta.model_name}_change", args=[row.pk])


def sides(page):
    """What the page says of each row: fields to decide (now, mine), and those that only the other changed."""
    return [
        (
            row.label,
            {side.label: (side.now, side.mine) for side in row.both},
            {side.label: (side.before, side.now) for side in row.newer},
        )
        for row in page.context["conflicts"].rows
    ]


def somebody_else(row, **fields):
    """A change that another editor saves while the form is open."""
    other = type(row).objects.get(pk=row.pk)
    for name, value in fields.items():
        setattr(other, name, value)
    other.save()


def now(row):
    return type(row).objects.get(pk=row.pk)
