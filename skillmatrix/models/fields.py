"""Model fields that hold to the one rule for text wherever a value comes from, and one for files."""

import zlib
from typing import Any

from django.core.checks import CheckMessage
from django.core.validators import MaxLengthValidator
from django.db import models

from skillmatrix.text import (
    KEY_LENGTH,
    NAME_LENGTH,
    TEXT_LENGTH,
    clean_line,
    clean_name,
    clean_text,
    name_key,
)


class LineField(models.CharField):
    """A text on one line, cleaned in forms and again before it is written."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_line(value, self.max_length or TEXT_LENGTH) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return _cleaned(self, model_instance)


class NameField(LineField):
    """A name on one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = NAME_LENGTH
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_name(value) if isinstance(value, str) else value


class PlainTextField(models.TextField):
    """Plain text of up to 8,000 characters, cleaned in forms and again before it is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, MaxLengthValidator(TEXT_LENGTH)]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_text(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return _cleaned(self, model_instance)


class NameKeyField(models.CharField):
    """The form in which a row's `name` is compared; follows the name by itself, also in bulk_create."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": KEY_LENGTH, "unique": True, "editable": False}
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        key = name_key(getattr(model_instance, "name"))  # noqa: B009
        setattr(model_instance, self.attname, key)
        return key


class ValuesField(models.JSONField):
    """Fields of a row with their values. Checking the settings asks no database whether it knows JSON."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return super().check(**{**kwargs, "databases": []})


class PackedField(models.BinaryField):
    """Bytes that are kept compressed: what goes to a database is held in memory several times on its way."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        packed = None if value is None else zlib.compress(value)
        return super().get_db_prep_value(packed, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        """What was not packed is given as it is: whoever reads it knows what it should be by its hash."""
        try:
            return None if value is None else zlib.decompress(value)
        except zlib.error:
            return bytes(value)


def _cleaned(field: models.Field, instance: models.Model) -> Any:
    value = field.to_python(getattr(instance, field.attname))
    setattr(instance, field.attname, value)
    return value
