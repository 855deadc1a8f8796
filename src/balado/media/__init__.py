"""What the files are: recordings and pictures, inspected."""
