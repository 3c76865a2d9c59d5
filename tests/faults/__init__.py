"""What remains when a process dies while it writes, and when several write at once.

`databases` gives a test a database that processes and threads share; `everything` a plan that makes every
kind of change, and what can be seen of its doing; `dying` kills processes; `meeting` lets threads meet.
"""
