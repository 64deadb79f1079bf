"""Whose a folder is and who has been let into it."""

from kingfisher.access.queries.folders import AccessGiven, FolderShown, folders_shown, who_can_see

__all__ = ["AccessGiven", "FolderShown", "folders_shown", "who_can_see"]
