"""Bad and odd files, built in code: what hands and programs do to spreadsheets, and what is made to break us.

Whoever reads files is shown all of `ODD_FILES`. Each is built when its `data` is asked for; those that are
`huge` take a second or so. Where all of them would take too long, `ONE_OF_EACH_KIND` stands for them.
"""

from pathlib import PurePath

from tests.exchange import odd_bombs, odd_cells, odd_csv, odd_formats, odd_packages, odd_sheets

_MODULES = (odd_csv, odd_cells, odd_sheets, odd_formats, odd_packages, odd_bombs)

ODD_FILES = tuple(file for module in _MODULES for file in module.FILES)

_KINDS = {
    (module, PurePath(file.file_name).suffix.lower(), file.outcome, file.hostile): file
    for module in _MODULES
    for file in reversed(module.FILES)
    if not file.huge
}
ONE_OF_EACH_KIND = frozenset(_KINDS.values())
