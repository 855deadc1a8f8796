"""What the author wrote: read, judged for form, and written."""
