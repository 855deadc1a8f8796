"""Show notes out of what offices write: Word, LibreOffice, web pages, plain text."""
