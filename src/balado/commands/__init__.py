"""One file per verb. A verb reads its arguments, calls the pipeline and shows what came of it."""
