"""A framework of a few words: `expect("SQL", "Analyst", "Senior")` makes whatever it names."""

import html
import re

from django.http import HttpResponse

from skillmatrix.models import (
    Domain,
    Expectation,
    Level,
    Proficiency,
    Role,
    RoleFamily,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
)
from skillmatrix.text import name_key

LADDER = ["Junior", "Middle", "Senior", "Lead", "Principal"]
SCALE = {"Awareness": "A", "Working": "W", "Advanced": "V", "Expert": "E"}


def row(model, name, **values):
    found = model.objects.filter(name_key=name_key(name)).first()
    return found or model.objects.create(name=name, **values)


def level(name):
    return row(Level, name, rank=LADDER.index(name) + 1)


def depth(name):
    if not name:
        return None
    for rank, (step, letter) in enumerate(SCALE.items(), 1):
        row(Proficiency, step, letter=letter, rank=10 * rank)
    return Proficiency.objects.get(name=name)


def skill(name, domain="Data", group=None):
    home = row(Domain, domain) if domain else None
    return row(Skill, name, domain=home, group=row(SkillGroup, group, domain=home) if group else None)


def role(name, family=None):
    return row(Role, name, family=row(RoleFamily, family) if family else None)


def expect(in_skill, of_role, at, proficiency="", required=False, text="", family=None, domain="Data"):
    """One expectation; without a text, one of its own."""
    return Expectation.objects.create(
        skill=skill(in_skill, domain),
        role=role(of_role, family),
        level=level(at),
        proficiency=depth(proficiency),
        required=required,
        description=text or f"{in_skill} as a {of_role} does it at {at}.",
    )


def place(of_role, at, **about):
    return RoleLevel.objects.get_or_create(role=role(of_role), level=level(at), defaults=about)[0]


def leads(origin, destination):
    return SideStep.objects.create(origin=place(*origin), destination=place(*destination))


def without_reports(page: str) -> str:
    """A page's source without the links to report what is written."""
    return re.sub(r'<p class="report\b.*?</p>', "", page, flags=re.DOTALL)


def words(response: HttpResponse | str) -> str:
    """What a reader sees of a page, in one line."""
    source = response if isinstance(response, str) else response.content.decode()
    bare = re.sub(r"<(script|style|title)\b.*?</\1>", "", source, flags=re.DOTALL)
    line = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())
    return re.sub(r" ([.,:;])", r"\1", line)


def main(response: HttpResponse) -> str:
    """What a reader sees of a page's main part."""
    source = response.content.decode()
    return words(source[source.index("<main") : source.index("</main>")])
