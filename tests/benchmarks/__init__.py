"""What is measured and printed, and never part of a test run."""
