"""One file per verb. A verb reads its arguments, calls what does it and shows what came of it."""
