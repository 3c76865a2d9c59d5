"""One domain: its groups and skills."""

from skillmatrix.models import Domain, Skill
from skillmatrix.queries.names import Name, Unknown
from skillmatrix.queries.skills import DomainOfSkills, group_skills


def page(slug: str) -> DomainOfSkills:
    """A domain with its groups and skills; raises Unknown for a slug that names nothing."""
    found = Domain.objects.filter(slug=slug).values_list("name", "summary").first()
    if found is None:
        raise Unknown("domain", slug)
    skills = group_skills(Skill.objects.filter(domain__slug=slug))
    return skills[0] if skills else DomainOfSkills(Name(slug, found[0]), found[1], ())
