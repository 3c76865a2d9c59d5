"""A visitor with the simplest browser: opens pages, keeps cookies, fills in forms and submits them."""

import secrets
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urljoin


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Page(HTMLParser):
    """The forms of a page, each with the fields that would be sent as they stand, and where it leads."""

    def __init__(self, html: str = "") -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.leads_to = ""
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "meta" and given.get("http-equiv") == "refresh":
            self.leads_to = given["content"].partition("url=")[2]
        elif self.forms and tag in ("input", "textarea", "select") and "name" in given:
            self._field(tag, given)
        elif tag == "option" and self._select:
            fields = self.forms[-1].fields
            if "selected" in given or self._select not in fields:
                fields[self._select] = given.get("value", "")

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name, kind = self.forms[-1], given["name"], given.get("type", "text")
        form.names.add(name)
        self._select = name if tag == "select" else ""
        is_chosen = kind not in ("checkbox", "radio") or "checked" in given
        if tag != "select" and is_chosen and kind not in ("submit", "file", "button"):
            form.fields[name] = given.get("value", "on" if kind == "checkbox" else "")


class Visitor:
    def __init__(self, site: str) -> None:
        self._site = self._address = site
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._page = _Page()

    def open(self, path: str) -> None:
        self._visit(urllib.request.Request(urljoin(self._site, path)))

    def submit(self, holding: str, **filled: str | Path) -> None:
        """Submit the form of the page that has a field `holding`, with further fields filled in."""
        form = next((form for form in self._page.forms if holding in form.names), None)
        if form is None:
            raise LookupError(f"{self._address} shows no form with a field {holding}.")
        boundary = secrets.token_hex()
        body = b"".join(_part(boundary, name, value) for name, value in {**form.fields, **filled}.items())
        self._visit(
            urllib.request.Request(
                urljoin(self._address, form.action),
                data=body + f"--{boundary}--\r\n".encode(),
                headers={
                    "Content-Type": f"multipart/form-data; boundary={boundary}",
                    "Referer": self._address,
                },
            )
        )

    def _visit(self, request: urllib.request.Request) -> None:
        """Go there, and wherever it leads. Raises HTTPError where it is refused."""
        with self._opener.open(request, timeout=300) as answer:
            self._address, self._page = answer.url, _Page(answer.read().decode())
        if self._page.leads_to:
            self.open(self._page.leads_to)


def _part(boundary: str, name: str, value: str | Path) -> bytes:
    """A field as part of what is sent."""
    if isinstance(value, Path):
        about, content = f'; filename="{value.name}"\r\nContent-Type: text/csv', value.read_bytes()
    else:
        about, content = "", value.encode()
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{about}\r\n\r\n'
    return head.encode() + content + b"\r\n"
