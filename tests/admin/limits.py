"""What the tests of limited editors share."""

from django.urls import reverse

MODELS = ["domain", "skillgroup", "skill", "rolefamily", "role", "rolelevel", "expectation"]
FOR_THE_UNLIMITED = ["level", "proficiency"]
YOU_EDIT = "You edit Machine Learning and Data."


def address(model, action, row=None):
    return reverse(f"admin:skillmatrix_{model}_{action}", args=[row.pk] if row else [])
