"""The catalogues of the interface's languages, kept with Babel, so that nobody needs gettext installed.

    python scripts/messages.py          bring skillmatrix/locale up to date with the code, and compile it
    python scripts/messages.py --check  change nothing; name whatever is missing, fuzzy or out of date

Messages carry the files they stand in but no line numbers, and are in the order of their texts: a diff shows
what changed and nothing else.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "es", "zh_Hans")
CODE = ("config/**/*.py", "skillmatrix/**/*.py")
PAGES = ("templates/**/*.html", "templates/**/*.txt", "skillmatrix/templates/**/*.html")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)|%(?=[sd])|\{\w*\}|<[^<>]+>")


class Messages(Catalog):
    """A catalogue whose header tells neither when nor by which version of a tool it was written."""

    def __iter__(self) -> Iterator[Message]:
        yield Message("", self._header())
        yield from (message for message in super().__iter__() if message.id)

    def _header(self) -> str:
        about = {
            "Project-Id-Version": "skillmatrix",
            "Language": self.locale_identifier,
            "Plural-Forms": self.plural_forms,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
        }
        return "".join(f"{name}: {value}\n" for name, value in about.items())


def po_file(language: str) -> Path:
    return ROOT / "skillmatrix" / "locale" / language / "LC_MESSAGES" / "django.po"


def texts_of_page(source: str) -> bytes:
    """A template as Python calls of gettext; without indentation, which means nothing there."""
    return "\n".join(line.lstrip() for line in templatize(source).split("\n")).encode()


def extracted() -> Catalog:
    """Every message of the code and the templates, without translations."""
    found = Catalog()
    sources = [(path, path.read_bytes()) for pattern in CODE for path in ROOT.glob(pattern)]
    sources += [
        (path, texts_of_page(path.read_text("utf-8"))) for pattern in PAGES for path in ROOT.glob(pattern)
    ]
    for path, source in sorted(sources):
        where = (path.relative_to(ROOT).as_posix(), 0)
        for _line, text, comments, context in extract("python", BytesIO(source), KEYWORDS, ("Translators:",)):
            found.add(text, locations=[where], auto_comments=comments, context=context)
    return found


def present(language: str) -> Catalog:
    """The catalogue as it is on disk; an empty one where there is none."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str, wanted: Catalog, known: Catalog) -> Messages:
    """The messages of `wanted` with the translations of `known`: none guessed, none left over."""
    result = Messages(locale=language)
    result.header_comment = f"# The interface in {Locale.parse(language).english_name}: see CONTRIBUTING.md."
    for message in wanted:
        if not message.id:
            continue
        old = known.get(message.id, message.context)
        keep = old is not None and bool(old.pluralizable) == bool(message.pluralizable)
        blank = ("",) * result.num_plurals if message.pluralizable else ""
        result.add(
            message.id,
            old.string if old and keep else blank,
            locations=message.locations,
            flags=old.flags if old and keep else (),
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else (),
            context=message.context,
        )
    return result


def written(catalog: Messages) -> bytes:
    """The text of a .po file."""
    file = BytesIO()
    write_po(file, catalog, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def compiled(catalog: Messages) -> bytes:
    """The bytes of a .mo file."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def update(language: str, wanted: Catalog) -> None:
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = merged(language, wanted, present(language))
    path.write_bytes(written(catalog))
    path.with_suffix(".mo").write_bytes(compiled(catalog))


# What may be wrong with a catalogue. Each function gives one line for each fault.


def missing(language: str, wanted: Catalog) -> list[str]:
    """Messages of the code that the catalogue lacks, and those it has beyond the code."""
    texts, known = _keys(wanted), _keys(present(language))
    return [
        *(f"missing: {_shown(key)}" for key in sorted(texts - known)),
        *(f"no longer used: {_shown(key)}" for key in sorted(known - texts)),
    ]


def untranslated(language: str) -> list[str]:
    """Messages without a translation, or without one for each plural form, and fuzzy ones."""
    catalog = present(language)
    faults = []
    for message in _messages(catalog):
        if message.fuzzy:
            faults.append(f"fuzzy: {message.id!r}")
        forms = _forms(message)
        if len(forms) != (catalog.num_plurals if message.pluralizable else 1) or not all(forms):
            faults.append(f"untranslated: {message.id!r}")
    return faults


def placeholders_that_differ(language: str) -> list[str]:
    """Translations whose placeholders or tags are not those of the message."""
    faults = []
    for message in _messages(present(language)):
        ids, forms = _ids(message), _forms(message)
        for number, form in enumerate(forms):
            # The form for one may leave the number out where the English one does.
            allowed = ids if number == 0 and len(forms) > 1 else ids[-1:]
            if form and _placeholders(form) not in [_placeholders(text) for text in allowed]:
                faults.append(f"placeholders differ: {message.id!r} and {form!r}")
    return faults


def not_compiled(language: str) -> list[str]:
    """Says that the .mo file is not what the .po file compiles to."""
    known = present(language)
    path = po_file(language).with_suffix(".mo")
    if path.exists() and path.read_bytes() == compiled(merged(language, known, known)):
        return []
    return [f"not compiled: {path.name}"]


def faults(language: str, wanted: Catalog) -> list[str]:
    """All that is wrong with a language's catalogue, a line each."""
    return [
        *missing(language, wanted),
        *untranslated(language),
        *placeholders_that_differ(language),
        *not_compiled(language),
    ]


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _keys(catalog: Catalog) -> set[tuple[str, ...]]:
    return {(message.context or "", *_ids(message)) for message in _messages(catalog)}


def _shown(key: tuple[str, ...]) -> str:
    context, *texts = key
    return " / ".join(map(repr, texts)) + (f" ({context})" if context else "")


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def main(options: list[str]) -> int:
    wanted = extracted()
    if options != ["--check"]:
        for language in LANGUAGES:
            update(language, wanted)
    found = [f"{language}: {fault}" for language in LANGUAGES for fault in faults(language, wanted)]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"{len(list(_messages(wanted)))} messages, {len(found)} faults\n")
    return 1 if found and options == ["--check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
