"""What the page «Comparer» is made of."""
