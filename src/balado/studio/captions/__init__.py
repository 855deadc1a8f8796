"""The captions of a transcript, changed one by one while their file stays as it is."""
