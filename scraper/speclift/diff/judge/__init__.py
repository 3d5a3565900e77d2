"""Whom a difference breaks: one table of rules, requests and responses by their own logic."""
