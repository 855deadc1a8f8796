"""Forms made from the models: one field for each key, and what is entered in them as changes of the author's files."""
