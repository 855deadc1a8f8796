"""How a show begins: what is asked, judged by what will read it, and the files that are written."""
