"""Answers: an indicator over a perimeter, at a level, by the indicator's own rule."""
