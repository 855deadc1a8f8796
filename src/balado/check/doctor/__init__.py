"""The doctor: the one corner of check/ that asks servers."""
