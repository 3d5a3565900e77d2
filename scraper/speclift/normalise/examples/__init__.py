"""The meaning of recorded examples: messages, bodies, calls; what they say about shapes, and where they contradict a
table.

Enters: the text of an example exactly as a page prints it. Leaves: JSON values, requests, small schemas, and the
repairs that were needed, each by a named rule. Nothing here knows markup, versions or OpenAPI.
"""
