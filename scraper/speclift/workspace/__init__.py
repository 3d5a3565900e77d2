"""Where things lie: the layout of a workspace, its sources, atomic trees, the stamp of the last build, templates."""
