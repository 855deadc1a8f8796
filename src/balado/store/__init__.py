"""Storage: a folder and S3-compatible buckets behind one interface."""
