"""Numbers and figures: what a text says in quantities. Dates are flows.chronology's."""

from flows.quantities.figures import find_figures, read_figures
from flows.quantities.numbers import find_numbers
from flows.quantities.records import Figure, Number
from flows.quantities.units import check_units

__all__ = ["Figure", "Number", "check_units", "find_figures", "find_numbers", "read_figures"]
