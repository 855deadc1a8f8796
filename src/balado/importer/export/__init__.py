"""A show as a folder or an archive that is read without Balado, and taken in again as the same show."""
