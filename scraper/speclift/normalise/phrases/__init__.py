"""What single words and phrases of documentation mean: one family per file, one line of a table per rule.

Enters: words as printed (Markdown). Leaves: small values. Nothing in here knows an article, a version or OpenAPI,
and none of the families knows another one.
"""
