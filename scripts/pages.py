"""Every page that readers can meet, by name, with the demo framework's addresses: add yours here.

It is then photographed (`make screenshots`), tried with axe, weighed, and watched for shifting. A test names
the routes that are missing here.
"""

PAGES = {
    "home": "/",
    "skills": "/skills/",
    "skill": "/skills/transfer-learning/",
    "skill-picked": "/skills/transfer-learning/?role=data-scientist&level=senior",
    "skill-level": "/skills/code-review/?level=senior",
    "skill-role": "/skills/transfer-learning/?role=llm-engineer",
    "skill-top": "/skills/code-review/?role=data-scientist&level=principal",
    "skill-lacking": "/skills/transfer-learning/?role=backend-engineer&level=senior",
    "skill-gap": "/skills/sql/?role=backend-engineer&level=senior",
    "skill-everywhere": "/skills/stakeholder-communication/?role=data-analyst&level=senior",
    "skill-long-name": "/skills/accessibility-and-inclusive-interface-design/?level=middle",
    "roles": "/roles/",
    "role": "/roles/data-scientist/",
    "role-picked": "/roles/data-scientist/?level=senior",
    "role-top": "/roles/data-scientist/?level=principal",
    "role-short": "/roles/engineering-manager/?level=senior",
    "role-without-level": "/roles/engineering-manager/?level=junior",
    "matrix": "/roles/data-scientist/matrix/",
    "matrix-picked": "/roles/data-scientist/matrix/?level=senior",
    "matrix-open": "/roles/data-scientist/matrix/?level=senior&open=data-quality:senior",
    "track": "/roles/data-scientist/track/",
    "track-picked": "/roles/data-scientist/track/?level=senior",
    "search": "/search/",
    "search-found": "/search/?q=transfer",
    "search-nothing": "/search/?q=qqqq",
    "skill-sorted": "/skills/stakeholder-communication/?sort=-depth",
    "domain": "/domains/machine-learning-and-ai/",
    "compare": "/compare/",
    "compare-one": "/compare/?from=data-scientist:senior",
    "compare-missing": "/compare/?from=data-scientist:senior&to=engineering-manager:junior",
    "compare-steps": "/compare/?from=data-scientist:junior&to=data-scientist:middle&to=data-scientist:lead",
    "compare-levels": "/compare/?from=data-scientist:middle&to=data-scientist:senior",
    "compare-roles": "/compare/?from=data-scientist:senior&to=data-analyst:senior",
    "next-step": "/compare/next-step/?from=data-scientist:middle&to=data-scientist:senior",
    "next-step-chosen": "/compare/next-step/?from=data-scientist:middle&to=data-scientist:senior"
    "&skill=transfer-learning&skill=code-review&skill=sql",
    "about": "/about/",
    "feedback": "/feedback/",
    "feedback-picked": "/feedback/?skill=transfer-learning&role=data-scientist&level=senior",
    "login": "/accounts/login/",
    "not-found": "/skills/transfr-lerning/",
}
LANGUAGES = ("en", "de", "es", "zh-hans")
PRINTED = (
    "skill-picked",
    "role-picked",
    "domain",
    "matrix-picked",
    "track",
    "compare-levels",
    "next-step-chosen",
)  # those that people take along on paper
AUDITED = (
    "home",
    "skill-picked",
    "role-picked",
    "matrix-picked",
    "compare-levels",
)  # what `make audit` gives to Lighthouse


def in_language(address: str, language: str) -> str:
    """The address that asks for a language."""
    return f"{address}{'&' if '?' in address else '?'}lang={language}"
