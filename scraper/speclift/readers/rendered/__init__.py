"""Pages that a renderer drew from an OpenAPI document which is not there any more: the document is rebuilt.

A renderer prints each fact of its document in a fixed notation, so these readers rebuild OpenAPI directly. What a page
does not show (a closed panel, another tab) is a finding, never a guess; what a renderer makes up (samples) shows names
and JSON types, and proves nothing about what is required.
"""
