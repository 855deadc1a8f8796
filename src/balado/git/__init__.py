"""Git as a process, so that what is fetched or looked at runs nothing of its own."""
