"""The demo: where its framework lies, and its accounts, which let in where DEBUG is on and nowhere else.

The accounts are known to everybody, so they have no password in the database: without DEBUG nobody
can sign in with them, even where they were forgotten.
"""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from skillmatrix.models import User

FRAMEWORK = settings.BASE_DIR / "fixtures" / "demo"
ORGANISATION = {
    "name": "Example Ltd",
    "contact": "people@example.com",
    "in_force_since": datetime.date(2026, 10, 1),
    "about": (
        "This is a made-up company's framework, to try Skillmatrix out with. It describes what the "
        "company expects of each role at each level, as a map for talks between people. If something "
        "reads wrong, use the link below an expectation to say so."
    ),
}
DEMO_PASSWORDS = {
    "hr": "hr-demo-only",
    "manager": "manager-demo-only",
    "employee": "employee-demo-only",
}


class DemoAccounts(ModelBackend):
    """Signs in `is_demo` accounts by their published passwords, while DEBUG is on."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not settings.DEBUG or username is None or password is None:
            return None
        known = username in DEMO_PASSWORDS
        matches = constant_time_compare(password, DEMO_PASSWORDS.get(username, ""))
        return self._account(username=username) if known and matches else None

    def get_user(self, user_id: int) -> User | None:
        return self._account(pk=user_id) if settings.DEBUG else None

    def _account(self, **which: Any) -> User | None:
        user = User.objects.filter(is_demo=True, **which).first()
        return user if user is not None and self.user_can_authenticate(user) else None
