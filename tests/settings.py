"""The ordinary settings, as a test run needs them; PostgreSQL is chosen by DATABASE_URL."""

import os

os.environ |= {"DEBUG": "1", "SECRET_KEY": "tests", "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1"}

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
