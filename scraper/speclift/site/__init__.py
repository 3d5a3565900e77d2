"""A static site of everything that is known of the documentations: reference, evidence, matrix, changes, findings.

Enters: a workspace. Leaves: the files of the site as bytes (`site_files`); `written` puts them into a folder. Pages are
read without JavaScript and from `file://`; nothing is loaded from elsewhere.
"""
