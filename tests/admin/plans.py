"""Plans as tests of their pages have them: a file, planned on a framework, and the page that is asked for."""

from django.http import QueryDict
from django.template.loader import render_to_string

from skillmatrix import planning
from skillmatrix.admin.plan_pages import plan_page
from skillmatrix.remarks import remarks
from tests.files import made, scale, wanted

HEADER = "domain,skill,role,level,proficiency,required,description"
OLD = "Reads the tables of others and asks about them."
NEW = "Reads the tables of others and answers for them."


def small():
    """Two roles, two skills, two levels."""
    return made(
        HEADER,
        f"Data,SQL,Analyst,Junior,Awareness,no,{OLD}",
        "Data,SQL,Analyst,Senior,Working,yes,Writes queries.",
        "Craft,Review,Tester,Junior,Awareness,no,Looks.",
    )


def revised(framework):
    """Of the small one: one row changed, one deleted, two new, one of them of a new skill."""
    lines = [
        f"Data,SQL,Analyst,Junior,Working,yes,{NEW}",
        "Data,R,Analyst,Junior,Working,yes,",
        "Craft,Review,Tester,Junior,Awareness,no,Looks.",
        "Craft,Review,Tester,Senior,,no,Looks twice.",
    ]
    return planned(wanted(HEADER, *lines), framework, replace=True)


def planned(file, before=None, **options):
    """The plan of a file, what it was made from, and what there is to say of it."""
    before = before or scale()
    meant = planning.Options(**options)
    plan = planning.plan(file, before, meant)
    return plan, before, remarks(plan, before, file, meant)


def page(planned, query=""):
    plan, before, said = planned
    return plan_page(plan, before, QueryDict(query), said)


def shown(planned, query=""):
    """The page as HTML."""
    return render_to_string("admin/plans/page.html", {"plan_page": page(planned, query)})


def labels(page):
    return [change.label for change in page.changes.rows]
