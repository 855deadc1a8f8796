"""The RSS dialect: a show and its facts become a feed, a feed becomes a document."""
