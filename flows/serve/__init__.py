"""Releases over HTTP, read-only: a page of all of them, and their files for browsers, BI tools and range readers."""
