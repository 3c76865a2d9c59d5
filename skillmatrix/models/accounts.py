"""People who sign in: editors and administrators. Readers need no account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Someone who signs in. Demo accounts have no password of their own (see `skillmatrix.demo`)."""

    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
