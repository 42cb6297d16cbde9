"""What the page «Tiers-lieux» is made of."""
