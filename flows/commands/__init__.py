"""What each command does, between the arguments and the module that does the work.

Every import beyond the standard library waits until its command is carried out: help comes at once.
"""

from flows.commands.documents import extract, restore
from flows.commands.making import build, schedule
from flows.commands.refusing import RefusedError
from flows.commands.releases import check, diff, serve

__all__ = ["RefusedError", "build", "check", "diff", "extract", "restore", "schedule", "serve"]
