"""Serves the recorded examples of any OpenAPI document over real HTTP, and its pytest fixture."""
