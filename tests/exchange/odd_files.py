"""Bad and odd files, built in code: what hands and programs do to spreadsheets, and what is made to break us.

Whoever reads files is shown all of `ODD_FILES`. Each is built when its `data` is asked for; those that are
`huge` take a second or so.
"""

from tests.exchange import odd_bombs, odd_cells, odd_csv, odd_formats, odd_packages, odd_sheets

ODD_FILES = (
    *odd_csv.FILES,
    *odd_cells.FILES,
    *odd_sheets.FILES,
    *odd_formats.FILES,
    *odd_packages.FILES,
    *odd_bombs.FILES,
)
