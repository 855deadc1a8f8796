"""What a bucket needs: printed, checked, set up."""
