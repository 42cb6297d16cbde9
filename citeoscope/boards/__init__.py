"""Boards: a view as one clean page, the same as PDF, PNG and SVG."""

from citeoscope.boards.alone import map_page
from citeoscope.boards.board import Board, board_of
from citeoscope.boards.paper import FORMATS, Paper, paper_of
from citeoscope.boards.render import SUFFIXES, render

__all__ = ["FORMATS", "SUFFIXES", "Board", "Paper", "board_of", "map_page", "paper_of", "render"]
