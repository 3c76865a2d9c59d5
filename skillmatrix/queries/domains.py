"""One domain: its groups and skills."""

from skillmatrix.models import Domain, Skill
from skillmatrix.queries.names import named, one
from skillmatrix.queries.revision import steady
from skillmatrix.queries.skills import DomainOfSkills, group_skills


@steady
def page(slug: str) -> DomainOfSkills:
    """A domain with its groups and skills; raises Unknown for a slug that names nothing."""
    domain = one(Domain.objects.all(), "domain", slug)
    skills = group_skills(Skill.objects.filter(domain__slug=slug))
    return skills[0] if skills else DomainOfSkills(named(domain), domain.summary, ())
