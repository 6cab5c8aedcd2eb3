"""Calendar expressions of Chinese text: find_dates for a text, find_events for a document's paragraphs."""

from flows.chronology.dates import Context, find_dates, read_dates
from flows.chronology.events import Event, Paragraph, find_events, read_events
from flows.chronology.resolve import DateMention

__all__ = ["Context", "DateMention", "Event", "Paragraph", "find_dates", "find_events", "read_dates", "read_events"]
