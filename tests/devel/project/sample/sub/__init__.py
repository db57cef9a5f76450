"""A package with HPy extensions."""
