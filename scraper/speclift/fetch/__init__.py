"""Reading live documentation politely: pages, an apidoc site's data, a page's machine-readable twin.

Enters: addresses. Leaves: `Page` values as a reader takes them. Only http and https, an identifying user agent,
robots.txt, limits of size and time, conditional requests, and no redirect from the public network into a private one.
"""
