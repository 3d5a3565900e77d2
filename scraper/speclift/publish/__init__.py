"""Publishing packages: which version a change demands, reproducible wheels and sdists, uploads that can be resumed.

Enters: documents, packages and the record of earlier releases. Leaves: files in `dist/`, files on an index, and one
more line in the record.
"""
