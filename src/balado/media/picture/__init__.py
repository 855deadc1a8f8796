"""Pictures: told by their headers, and made in the forms that pages show."""
