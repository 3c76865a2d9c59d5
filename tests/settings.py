"""The ordinary settings, as a test run needs them; PostgreSQL is chosen by DATABASE_URL."""

import os

os.environ |= {
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DEBUG": "1",
    "ENV_FILE": os.devnull,  # an installation's .env is not for tests
    "SECRET_KEY": "tests",
}

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # static files straight from the source: nothing needs to be collected
WHITENOISE_USE_FINDERS = True
