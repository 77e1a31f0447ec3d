"""Marlow Books: the service behind a small bookshop."""
