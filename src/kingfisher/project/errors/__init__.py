"""What is answered when there is nothing to show, or something broke."""
