"""What is left of an import: its receipt, what expires, the list, and one's drafts on the start page."""

import datetime

from django.utils import timezone

from skillmatrix.importing import keep
from skillmatrix.models import Import, ImportComment, ImportFile, Operation, Skill
from tests.admin.importing import ADDED, IMPORT, LIST, address, confirm, latest, send
from tests.building import words

ONE = "skill,role,level,required\nTransfer Learning,Data Scientist,Senior,yes\n"


def act(client, action, import_=None, **words):
    return client.post(address(import_ or latest(), action), words, follow=True)


# The receipt


def test_a_receipt_says_what_was_done_by_whom_and_why(hr, hr_editor, framework):
    page = confirm(hr, send(hr), why="The yearly review")

    told = words(page)
    assert page.redirect_chain == [(address(latest()), 302)]
    assert "Imported “list.csv”: 2 new, 0 changed, 0 deleted." in told
    assert "Applied by hr," in told
    assert "The yearly review" in told
    import_ = latest()
    assert (import_.state, import_.ended_by, import_.operation) == (
        "applied",
        hr_editor,
        Operation.objects.get(),
    )
    assert (import_.done_counts, import_.done_digest) == (import_.counts, import_.digest)


def test_a_receipt_is_of_the_plan_that_was_carried_out(hr, framework):
    send(hr)
    Skill.objects.create(name="Python")

    confirm(hr, hr.get(address(latest())))

    assert latest().done_counts["skill"] == {"keep": 1}
    assert latest().done_digest != latest().digest


def test_a_receipt_leads_to_all_that_was_changed_and_to_undoing_it(hr, framework):
    page = confirm(hr, send(hr))

    operation = latest().operation
    assert f"/admin/skillmatrix/change/?operation={operation.pk}" in page.text
    assert f"/admin/skillmatrix/change/operations/{operation.pk}/undo/" in page.text


def test_a_receipt_says_by_whom_it_was_undone(hr, administrator, framework):
    confirm(hr, send(hr))
    undo = f"/admin/skillmatrix/change/operations/{latest().operation.pk}/undo/"
    administrator.post(undo, {"digest": administrator.get(undo).context["form"]["digest"].value()})

    page = hr.get(address(latest()))

    assert "by administrator on" in page.context["undone"]
    assert page.context["undone"] in page.text
    assert "Undo this import" not in page.text
    assert page.context["undone"] in words(hr.get(LIST))
    assert not Skill.objects.filter(name="Python").exists()


def test_a_receipt_stays_where_the_import_was_undone_and_that_undone_as_well(hr, framework):
    confirm(hr, send(hr))
    for _time in range(2):
        operation = Operation.objects.first()
        undo = f"/admin/skillmatrix/change/operations/{operation.pk}/undo/"
        hr.post(undo, {"digest": hr.get(undo).context["form"]["digest"].value()})

    page = hr.get(address(latest()))

    assert page.context["undone"] == ""
    assert "Undo this import" in page.text


def test_a_receipt_takes_fixed_queries(hr, framework, django_assert_num_queries):
    confirm(hr, send(hr))

    there = address(latest())

    with django_assert_num_queries(9):
        hr.get(there)


# Expiry


def aged(import_, **when):
    Import.objects.filter(pk=import_.pk).update(**when)


def test_an_upload_ends_what_is_too_old(hr, framework, settings):
    settings.IMPORT_KEEP_DAYS = 30
    long_ago = timezone.now() - datetime.timedelta(days=31)
    send(hr)
    old = latest()
    ImportComment.objects.create(about=old, text="Wait.")
    aged(old, at=long_ago)

    send(hr, ONE)

    old.refresh_from_db()
    assert (old.state, old.ended_by_name) == ("expired", "")
    assert [kept.of for kept in ImportFile.objects.all()] == [latest()]
    told = words(hr.get(address(old)))
    assert "Expired," in told
    assert "Wait." in told


def test_a_draft_that_expired_is_not_confirmed(hr, framework, settings):
    page = send(hr)
    settings.IMPORT_KEEP_DAYS = 0
    aged(latest(), at=timezone.now() - datetime.timedelta(days=1))
    hr.post(IMPORT, {}, follow=True)
    send(hr, ONE)

    assert "nothing was written now. Expired," in confirm(hr, page).text


def test_a_plan_is_to_be_confirmed_in_time(hr, framework, settings):
    page = send(hr)
    settings.IMPORT_CONFIRM_HOURS = 0

    answer = confirm(hr, page)

    assert "This plan was shown too long ago." in answer.text
    assert answer.redirect_chain == [(address(latest()), 302)]
    assert latest().is_draft
    settings.IMPORT_CONFIRM_HOURS = 24
    confirm(hr, answer)
    assert latest().state == "applied"


# The list


def test_the_list_says_what_became_of_each(hr, framework):
    confirm(hr, send(hr))
    send(hr, "skill,role,level\nPython,,Senior\n", name="bad.csv")
    send(hr, ONE, name="wrong.csv")
    act(hr, "discard")

    rows = [
        (import_.file_name, admin_row)
        for import_, admin_row in zip(Import.objects.all(), _rows(hr.get(LIST)), strict=True)
    ]

    assert [(name, row[3]) for name, row in rows] == [
        ("wrong.csv", "0 new, 1 changed, 0 deleted"),
        ("bad.csv", "1 problem"),
        ("list.csv", "2 new, 0 changed, 0 deleted"),
    ]
    assert [row[4].split(",")[0] for _name, row in rows] == ["Discarded by hr", "Draft", "Applied by hr"]


def _rows(page):
    """The cells of the list, as people read them."""
    for row in page.text.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]:
        yield [words(cell) for cell in row.replace("</th>", "</td>").split("</td>")[:-1]]


def test_the_list_is_searched_by_name_and_filtered_by_state_and_person(hr, administrator, framework):
    confirm(hr, send(hr))
    send(administrator, ONE, name="wrong.csv")
    keep(None, "nobodys.csv", ONE.encode())

    def listed(query):
        page = administrator.get(f"{LIST}?{query}")
        return [import_.file_name for import_ in page.context["cl"].result_list]

    assert listed("q=WRONG") == ["wrong.csv"]
    assert listed("state__exact=applied") == ["list.csv"]
    assert listed("who=hr") == ["list.csv"]
    assert listed("who=-") == ["nobodys.csv"]


def test_the_list_takes_queries_that_do_not_grow(hr, framework, django_assert_num_queries):
    send(hr)
    hr.get(LIST)
    with django_assert_num_queries(8):
        hr.get(LIST)
    confirm(hr, send(hr))
    apply_again = ["Rust", "Go", "Ada"]
    for skill in apply_again:
        confirm(hr, send(hr, ADDED.replace("Python", skill)))

    with django_assert_num_queries(9):
        hr.get(LIST)


def test_the_list_never_reads_a_file(hr, framework, django_assert_max_num_queries):
    send(hr)

    with django_assert_max_num_queries(20) as asked:
        hr.get(LIST)

    assert "skillmatrix_importfile" not in "".join(query["sql"] for query in asked)


# The start page


def test_the_start_page_has_ones_own_drafts(hr, administrator, framework):
    send(hr)
    draft = latest()
    act(hr, "comment", text="Wait.")
    send(administrator, ONE, name="theirs.csv")

    page = hr.get("/admin/")

    assert f'href="{address(draft)}"' in page.text
    assert "list.csv" in words(page)
    assert "1 comment" in words(page)
    assert "theirs.csv" not in page.text


def test_the_start_page_has_only_what_is_still_a_draft(hr, framework):
    confirm(hr, send(hr))

    assert "Your drafts" not in hr.get("/admin/").text


def test_many_drafts_are_cut_short(hr, hr_editor, framework):
    for number in range(7):
        keep(hr_editor, f"{number}.csv", ONE.encode())

    page = hr.get("/admin/").text

    assert "6.csv" in page
    assert "1.csv" not in page
    assert "All drafts" in page


def test_whoever_reads_an_import_sees_how_its_file_is_meant(hr, editor, framework):
    content = "skill,role,level,Notes\nPython,Data Scientist,Senior,x\n"
    page = send(hr, content, replace="on", ignore_columns="Notes")

    for seen in (page, editor.get(address(latest()))):
        assert "Replace what the roles in the file expect" in words(seen)
        assert "Columns to leave out: notes" in words(seen)
