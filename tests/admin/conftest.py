"""The cast of the admin tests, and the smallest framework in which everything occurs once."""

from dataclasses import dataclass, replace

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from skillmatrix.models import (
    Domain,
    Expectation,
    Feedback,
    Level,
    Operation,
    Proficiency,
    Role,
    RoleFamily,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
    User,
)
from skillmatrix.recording.operations import Cause, recorded
from tests.admin.addresses import example_rows


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def member(name: str, *groups: str, **about) -> User:
    """Somebody who was given these groups."""
    user = User.objects.create_user(name, is_staff=bool(groups), **about)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def anonymous():
    return Client()


@pytest.fixture
def employee(db):
    """Signed in, nothing more."""
    return signed_in(User.objects.create_user("employee"))


@pytest.fixture
def staff(db):
    """May enter the admin, and has no right in it."""
    return signed_in(User.objects.create_user("staff", is_staff=True))


@pytest.fixture
def reader(db):
    return signed_in(member("reader", "Readers"))


@pytest.fixture
def editor(db):
    return signed_in(member("editor", "HR editors"))


@pytest.fixture
def importer(db):
    return signed_in(member("importer", "Importers"))


@pytest.fixture
def hr_editor(db):
    return member("hr", "HR editors", "Importers")


@pytest.fixture
def hr(hr_editor):
    return signed_in(hr_editor)


@pytest.fixture
def limited_editor(framework):
    """Edits what is in the domain and the role family of the framework below, and nothing else."""
    user = member("limited", "HR editors", is_limited=True)
    user.domains.add(framework.domain)
    user.families.add(framework.family)
    return user


@pytest.fixture
def limited(limited_editor):
    return signed_in(limited_editor)


@pytest.fixture
def people_admin(db):
    """One of the group Administrators."""
    return member("manager", "Administrators")


@pytest.fixture
def manager(people_admin):
    return signed_in(people_admin)


@pytest.fixture
def administrator(db):
    return signed_in(User.objects.create_superuser("administrator"))


@dataclass
class Framework:
    domain: Domain
    group: SkillGroup
    skill: Skill
    family: RoleFamily
    role: Role
    other_role: Role
    junior: Level
    senior: Level
    working: Proficiency
    place: RoleLevel
    elsewhere: RoleLevel
    step: SideStep
    expectation: Expectation
    report: Feedback


@pytest.fixture
def framework(db):
    """Transfer Learning for a Data Scientist, Senior, from where one may become an Engineer."""
    domain = Domain.objects.create(name="Machine Learning")
    group = SkillGroup.objects.create(name="Deep Learning", domain=domain)
    skill = Skill.objects.create(name="Transfer Learning", group=group)
    family = RoleFamily.objects.create(name="Data")
    role = Role.objects.create(name="Data Scientist", family=family)
    other_role = Role.objects.create(name="Engineer")
    junior = Level.objects.create(name="Junior", rank=10)
    senior = Level.objects.create(name="Senior", rank=20)
    working = Proficiency.objects.create(name="Working", letter="W", rank=20)
    place = RoleLevel.objects.create(role=role, level=senior, title="Senior Data Scientist")
    elsewhere = RoleLevel.objects.create(role=other_role, level=senior)
    return Framework(
        domain,
        group,
        skill,
        family,
        role,
        other_role,
        junior,
        senior,
        working,
        place,
        elsewhere,
        SideStep.objects.create(origin=place, destination=elsewhere),
        Expectation.objects.create(skill=skill, role=role, level=senior, proficiency=working),
        Feedback.objects.create(
            skill=skill, role=role, level=senior, kind=Feedback.Kind.UNCLEAR, words="Why?"
        ),
    )


@pytest.fixture
def elsewhere(framework):
    """The same again, of another domain and another role family."""
    domain = Domain.objects.create(name="Design")
    group = SkillGroup.objects.create(name="Research", domain=domain)
    skill = Skill.objects.create(name="Interviews", group=group)
    family = RoleFamily.objects.create(name="Product")
    role = Role.objects.create(name="Designer", family=family)
    place = RoleLevel.objects.create(role=role, level=framework.senior)
    about = {"skill": skill, "role": role, "level": framework.senior}
    return replace(
        framework,
        domain=domain,
        group=group,
        skill=skill,
        family=family,
        role=role,
        place=place,
        elsewhere=framework.place,
        step=SideStep.objects.create(origin=place, destination=framework.place),
        expectation=Expectation.objects.create(proficiency=framework.working, **about),
        report=Feedback.objects.create(kind=Feedback.Kind.UNCLEAR, words="Why?", **about),
    )


@pytest.fixture
def outside(elsewhere):
    """What lies outside of what the limited editor edits, by model."""
    return example_rows(elsewhere)


@pytest.fixture
def advanced(db):
    return Proficiency.objects.create(name="Advanced", letter="V", rank=30)


@pytest.fixture
def two(framework):
    """Two expectations as their list has them: of a Data Scientist, then of an Engineer."""
    other = Expectation.objects.create(
        skill=framework.skill,
        role=framework.other_role,
        level=framework.senior,
        proficiency=framework.working,
    )
    return framework.expectation, other


@pytest.fixture
def edited(framework, hr_editor):
    """The expectation, made required by HR for a reason."""
    with recorded(Cause(Operation.Kind.FORM, hr_editor, note="As agreed with the leads")):
        framework.expectation.required = True
        framework.expectation.description = "Reuses what others trained."
        framework.expectation.save()
    return framework
