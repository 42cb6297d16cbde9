"""Files that leave the product: every figure with its source, every text neutralised."""
