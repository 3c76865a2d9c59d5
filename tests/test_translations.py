"""The interface in each of its languages: nothing missing, nothing fuzzy, nothing forgotten to compile."""

import pytest
from django.conf import settings
from django.utils.translation import to_locale

from scripts import messages


@pytest.fixture(scope="module")
def wanted():
    return messages.extracted()


def test_every_language_of_the_site_has_a_catalogue():
    assert {to_locale(code) for code, _name in settings.LANGUAGES} == {"en", *messages.LANGUAGES}


def test_messages_are_found_in_code_and_templates(wanted):
    places = {path for message in wanted for path, _line in message.locations}

    assert {path.partition("/")[0] for path in places} == {"config", "skillmatrix", "templates"}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_catalogue_has_the_messages_of_the_code_and_no_others(language, wanted):
    assert messages.missing(language, wanted) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_message_is_translated_in_each_of_its_forms(language):
    assert messages.untranslated(language) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_placeholders_agree(language):
    assert messages.placeholders_that_differ(language) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_compiled_file_is_that_of_the_catalogue(language):
    assert messages.not_compiled(language) == []
