"""The cast of the admin tests, and the smallest framework in which everything occurs once."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from skillmatrix.models import (
    Domain,
    Expectation,
    Feedback,
    Level,
    Proficiency,
    Role,
    RoleFamily,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
    User,
)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def anonymous():
    return Client()


@pytest.fixture
def reader(db):
    """Signed in, nothing more."""
    return signed_in(User.objects.create_user("reader"))


@pytest.fixture
def staff(db):
    """May enter the admin, and has no right in it."""
    return signed_in(User.objects.create_user("staff", is_staff=True))


@pytest.fixture
def hr_editor(db):
    user = User.objects.create_user("hr", is_staff=True)
    user.groups.add(Group.objects.get(name="HR editors"))
    return user


@pytest.fixture
def hr(hr_editor):
    return signed_in(hr_editor)


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
