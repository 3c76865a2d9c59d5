from skillmatrix.models.accounts import User
from skillmatrix.models.base import RetiredSlug
from skillmatrix.models.feedback import Feedback, FeedbackLink, FeedbackSending
from skillmatrix.models.framework import (
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
from skillmatrix.models.history import Change, Operation, Revision
from skillmatrix.models.imports import Import, ImportComment, ImportFile
from skillmatrix.models.mappings import SheetMapping
from skillmatrix.models.organisation import Organisation

__all__ = [
    "Change",
    "Domain",
    "Expectation",
    "Feedback",
    "FeedbackLink",
    "FeedbackSending",
    "Import",
    "ImportComment",
    "ImportFile",
    "Level",
    "Operation",
    "Organisation",
    "Proficiency",
    "RetiredSlug",
    "Revision",
    "Role",
    "RoleFamily",
    "RoleLevel",
    "SheetMapping",
    "SideStep",
    "Skill",
    "SkillGroup",
    "User",
]
