"""Imports: their list, the page of each, and what an editor may do with one."""

from skillmatrix.admin.imports.admin import ImportAdmin

__all__ = ["ImportAdmin"]
