"""The history and the revision of the framework, kept by database triggers.

`content` says what of each table is recorded, once for both databases; `sqlite` and `postgresql` write
the triggers; `installing` puts them into a database; `operations` says who does what, and why.
"""
