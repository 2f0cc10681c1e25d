"""The words of the contract, one file per group of commands."""

from kh57_desktop.cli.commands import (
    access,
    catalog,
    exchange,
    later,
    periods,
    records,
    setup,
    sheets,
    upkeep,
)

COMMANDS = (
    *setup.COMMANDS,
    *access.COMMANDS,
    *catalog.COMMANDS,
    *records.COMMANDS,
    *sheets.COMMANDS,
    *exchange.COMMANDS,
    *periods.COMMANDS,
    *upkeep.COMMANDS,
    *later.COMMANDS,
)
