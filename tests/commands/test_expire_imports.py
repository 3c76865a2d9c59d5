"""`expire_imports`: drafts that nobody applied, and files of what ended long ago."""

import datetime

import pytest
from django.core.management import CommandError
from django.utils import timezone

from skillmatrix.importing import keep
from skillmatrix.models import Import, ImportFile
from tests.commands.running import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    keep(None, "list.csv", b"skill,role,level\nSQL,Analyst,Junior\n")
    Import.objects.update(at=timezone.now() - datetime.timedelta(days=40))


def test_what_is_older_than_the_setting_says_goes(old, settings):
    settings.IMPORT_KEEP_DAYS = 30

    assert run("expire_imports") == "1 draft expired.\n1 file deleted.\n"
    assert Import.objects.get().state == "expired"
    assert not ImportFile.objects.exists()


def test_another_number_of_days_may_be_said(old):
    assert run("expire_imports", "--days", "50") == "0 drafts expired.\n0 files deleted.\n"
    assert run("expire_imports", "--days", "39") == "1 draft expired.\n1 file deleted.\n"


@pytest.mark.parametrize("days", ["-1", "900000", "x", "9" * 5000])
def test_days_that_no_date_lies_back_are_refused_in_a_sentence(days, db):
    with pytest.raises(CommandError, match="a whole number from 0 to 36500"):
        run("expire_imports", f"--days={days}")
