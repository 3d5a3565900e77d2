"""What readers of platforms share: bytes to leaves, labels by language, rows, sections, articles, pages.

A platform is its recognition (`signs`), its words (`labels.Labels`) and its differences. The way through the kit:
`pages.read_pages` parses, `leaves.leaves` gives the visible runs of text, `operations.operation_starts` says where
operations begin, `rows.Row` collects what a row says, `article.ArticleWriter` puts an article together.
"""
