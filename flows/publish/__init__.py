"""The way out: tables, files, releases; what becomes visible has been checked, and becomes so in one step."""
