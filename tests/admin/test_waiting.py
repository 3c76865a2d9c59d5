"""Long work in the browser: the page comes in parts, and the work ends as a whole whoever waits for it."""

import re
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from skillmatrix import importing
from skillmatrix.admin.imports import admin as imports_admin
from skillmatrix.admin.imports import waiting
from skillmatrix.models import Expectation, Import, Skill
from skillmatrix.progress import Stage
from tests.admin.conftest import member, signed_in
from tests.admin.importing import ADDED, CONFIRM, IMPORT, LIST, address, latest
from tests.building import expect, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hr():
    """An importer, for whom every file is large."""
    expect("Transfer Learning", "Data Scientist", "Senior")
    return signed_in(member("hr", "HR editors", "Importers"))


@pytest.fixture(autouse=True)
def all_are_large(monkeypatch):
    monkeypatch.setattr(waiting, "LARGE", 0)
    monkeypatch.setattr(waiting, "LARGE_PACKED", 0)


def upload(client, content=ADDED, name="list.csv"):
    return client.post(IMPORT, {"import_file": SimpleUploadedFile(name, content.encode())})


def text(answer):
    return b"".join(answer.streaming_content).decode()


def ticket(page):
    return re.search(r'name="ticket" value="([^"]+)"', page)[1]


def goes_on_to(page):
    return re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page)[1]


def test_small_files_are_answered_at_once(hr, monkeypatch):
    monkeypatch.setattr(waiting, "LARGE", 1_000)

    assert not upload(hr).streaming
    assert not hr.get(address(latest())).streaming


@pytest.mark.parametrize(
    ("name", "size", "is_large"),
    [("a.csv", 1_000_000, False), ("a.csv", 1_000_001, True), ("A.XLSX", 250_001, True)],
)
def test_what_is_large_depends_on_the_kind(name, size, is_large, monkeypatch):
    monkeypatch.undo()

    assert waiting.is_large(name, size) is is_large


def test_an_upload_shows_its_steps_and_goes_on_to_the_draft(hr):
    answer = upload(hr)
    page = text(answer)

    assert answer.headers["X-Accel-Buffering"] == "no"
    assert [stage for stage in Stage if str(stage.label) in page] == [Stage.READING, Stage.PLANNING]
    assert goes_on_to(page) == address(latest())
    assert f'href="{address(latest())}"' in page


def test_a_page_in_parts_is_the_page_that_would_come_at_once(hr, monkeypatch):
    text(upload(hr))
    in_parts = text(hr.get(address(latest())))
    monkeypatch.setattr(waiting, "LARGE", 1_000)
    at_once = hr.get(address(latest())).text

    bare = re.sub(r'<div class="steps".*?</div>', "", in_parts, flags=re.DOTALL)
    assert words(bare) == words(at_once)
    assert in_parts.count("</html>") == 1


def test_the_head_comes_before_the_work_begins(hr, monkeypatch):
    text(upload(hr))
    monkeypatch.setattr(importing, "plan", lambda *arguments: 1 / 0)

    parts = iter(hr.get(address(latest())).streaming_content)

    assert b"<h1>list.csv</h1>" in next(parts)


def test_the_steps_are_announced_once_each_and_drawn_in_between(hr, monkeypatch):
    monkeypatch.setattr(waiting, "STRIDE", 1)
    text(upload(hr))

    page = text(hr.get(address(latest())))

    announced = re.findall(r'<p class="step" >\s*([^<]+?)\s*<', page)
    assert announced == ["Reading the file", "Working out what would change"]
    assert page.count('aria-hidden="true"') > 2
    assert 'class="steps" aria-live="polite"' in page


def test_a_confirmation_goes_on_to_the_receipt(hr):
    text(upload(hr))
    signed = ticket(text(hr.get(address(latest()))))

    page = text(hr.post(CONFIRM, {"ticket": signed}))

    assert str(Stage.WRITING.label) in page
    assert goes_on_to(page) == address(latest())
    assert latest().state == "applied"
    receipt = hr.get(address(latest()))
    assert not receipt.streaming
    assert "2 new, 0 changed, 0 deleted" in words(receipt)


def test_a_confirmation_that_comes_too_late_shows_what_changed_and_the_new_plan(hr):
    text(upload(hr))
    signed = ticket(text(hr.get(address(latest()))))
    Skill.objects.create(name="Python")

    page = text(hr.post(CONFIRM, {"ticket": signed}))

    assert "would no longer change" in words(page)
    assert ticket(page) != signed
    assert latest().is_draft


def test_another_way_to_mean_a_large_file_goes_on_to_its_page(hr):
    text(upload(hr))

    page = text(hr.post(address(latest(), "how"), {"replace": "on"}))

    assert goes_on_to(page) == address(latest())
    assert latest().options["replace"] is True


def test_what_cannot_be_read_says_so_with_the_form(hr):
    page = text(upload(hr, "no spreadsheet", name="list.xlsx"))

    assert "Nothing was written, and the file is not kept." in words(page)
    assert 'name="import_file"' in page
    assert not Import.objects.exists()


def test_what_fails_says_so_and_wrote_nothing(hr, monkeypatch, caplog):
    text(upload(hr))
    signed = ticket(text(hr.get(address(latest()))))
    monkeypatch.setattr("skillmatrix.applying._Writer._delete", lambda *arguments: 1 / 0)

    page = text(hr.post(CONFIRM, {"ticket": signed}))

    assert "Something went wrong on our side, and nothing was written." in words(page)
    assert "ZeroDivisionError" in caplog.text
    assert latest().is_draft
    assert Expectation.objects.count() == 1


def test_the_work_ends_also_where_the_browser_does_not_wait(hr):
    text(upload(hr))
    signed = ticket(text(hr.get(address(latest()))))

    answer = hr.post(CONFIRM, {"ticket": signed})
    parts = answer.streaming_content
    next(parts)
    next(parts)
    answer.close()

    until_alone()
    assert latest().state == "applied"


def until_alone():
    for thread in threading.enumerate():
        if thread.name == "import":
            thread.join()


def begun(answer):
    """The parts of a page, read up to where its work runs."""
    parts = answer.streaming_content
    next(parts)
    next(parts)
    return parts


@pytest.fixture
def one_at_a_time(monkeypatch):
    """A single turn, and no time to wait for it."""
    turns = threading.BoundedSemaphore(1)
    monkeypatch.setattr(waiting, "_TURNS", turns)
    monkeypatch.setattr(waiting, "HEARTBEAT", 0.01)
    monkeypatch.setattr(waiting, "PATIENCE", 0.03)
    return turns


@pytest.fixture
def held(hr, one_at_a_time, monkeypatch):
    """Lets the work of a page go on, which stands still until then in the midst of planning."""
    text(upload(hr))
    go_on, plan = threading.Event(), importing.plan

    def slow(wanted, present, options, progress):
        progress(Stage.PLANNING, 0)
        go_on.wait()
        return plan(wanted, present, options, progress)

    monkeypatch.setattr(importing, "plan", slow)
    yield go_on
    go_on.set()
    until_alone()


def test_work_beyond_so_much_at_once_waits_and_then_says_that_it_was_not_begun(hr, held):
    first = hr.get(address(latest()))
    parts = begun(first)

    page = text(hr.get(address(latest())))

    assert sum(thread.name == "import" for thread in threading.enumerate()) == 1
    assert words(page).count("Waiting for other imports") == 1
    assert "so this was not begun, and nothing was written. Try again in a minute." in words(page)
    held.set()
    assert "</html>" in b"".join(parts).decode()


def test_work_that_waits_goes_on_when_it_has_its_turn(hr, held, monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", 3_600)
    first = begun(hr.get(address(latest())))
    second = begun(hr.get(address(latest())))
    held.set()
    b"".join(first)

    assert ticket(b"".join(second).decode())


def test_what_waits_for_its_turn_is_not_begun_where_the_browser_goes_away(hr, held, one_at_a_time):
    first = hr.get(address(latest()))
    parts = begun(first)
    second = hr.get(address(latest()))
    begun(second)
    second.close()
    held.set()
    b"".join(parts)

    assert one_at_a_time.acquire(timeout=60)


def test_what_only_shows_something_ends_where_the_browser_does_not_wait(hr, held, one_at_a_time, monkeypatch):
    planned = []
    monkeypatch.setattr("skillmatrix.planning.difference", lambda *sides: planned.append(sides) or ())
    answer = hr.get(address(latest()))
    begun(answer)
    answer.close()
    held.set()
    until_alone()

    assert planned == []
    assert one_at_a_time.acquire(blocking=False)


def test_work_that_fails_gives_its_turn_back(hr, one_at_a_time, monkeypatch):
    text(upload(hr))
    monkeypatch.setattr(importing, "plan", lambda *arguments: 1 / 0)
    text(hr.get(address(latest())))
    until_alone()

    assert one_at_a_time.acquire(blocking=False)


def test_where_no_thread_is_to_be_had_the_turn_is_given_back(hr, one_at_a_time, monkeypatch):
    text(upload(hr))
    answer = hr.get(address(latest()))
    monkeypatch.setattr(threading.Thread, "start", refused)
    with pytest.raises(RuntimeError):
        text(answer)

    assert one_at_a_time.acquire(blocking=False)


def refused(thread):
    raise RuntimeError("can't start new thread")


def test_what_nobody_begins_to_read_is_not_begun(hr):
    upload(hr).close()

    assert not Import.objects.exists()


def test_asked_for_its_head_alone_a_page_takes_no_work(hr, monkeypatch):
    text(upload(hr))
    monkeypatch.setattr(importing, "plan", lambda *arguments: 1 / 0)

    answer = hr.head(address(latest()))

    assert (answer.status_code, answer.content) == (200, b"")


def test_each_part_speaks_the_readers_language(hr):
    text(upload(hr))

    page = text(hr.get(address(latest()), headers={"accept-language": "de"}))

    assert '<html lang="de"' in page
    assert "geändert" in page.partition('class="finished"')[2]


def test_a_file_name_cannot_break_the_page_in_two(hr):
    text(upload(hr, name="<!-- here -->.csv"))

    page = text(hr.get(address(latest())))

    assert page.count('class="steps"') == 1
    assert "<!-- here -->" not in page
    assert hr.get(LIST).status_code == 200


def test_what_there_is_to_tell_stays_until_one_goes_on(hr, monkeypatch):
    text(upload(hr))
    draft = latest()

    def too_late(*args, **kwargs):
        Import.objects.update(state="discarded", ended_at=draft.at)
        raise importing.Over(latest())

    monkeypatch.setattr(imports_admin, "mean", too_late)
    page = text(hr.post(address(draft, "how"), {"replace": "on"}))

    assert "This was no draft any more, and nothing was written now." in page
    assert "http-equiv" not in page
    assert f'href="{address(draft)}">Go on' in page
