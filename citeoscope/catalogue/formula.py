"""Formulas of derived indicators: sums, differences, products and quotients of named figures. Pure.

Read with Python's own grammar, and nothing of it but arithmetic: a formula calls no function and reaches no attribute.
"""

import ast
import operator
from collections.abc import Callable
from typing import Final

import pandas as pd

_OPERATIONS: Final[dict[type[ast.operator], Callable[[object, object], object]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_LONGEST: Final = 500
_LARGEST: Final = 1e15
"""Beyond it a float no longer tells one unit from the next."""


def names_of(formula: str) -> tuple[str, ...]:
    """Return the names that a formula uses.

    Parameters
    ----------
    formula
        For instance `maisons_habitees * part_dpe_f_g / 100`.

    Returns
    -------
    tuple[str, ...]
        In order of appearance, each once.

    Raises
    ------
    ValueError
        The text is not a formula of names, numbers, `+ - * /` and parentheses, or names nothing.
    """
    found: dict[str, None] = {}
    _walk(_parse(formula), formula, found.setdefault)
    if not found:
        raise ValueError(f"la formule « {formula} » ne nomme aucun indicateur")
    return tuple(found)


def compute(formula: str, frame: pd.DataFrame) -> pd.Series:
    """Apply a formula to the columns of a frame.

    Parameters
    ----------
    formula
        As for `names_of`.
    frame
        float64; one column per name.

    Returns
    -------
    pandas.Series
        float64, same index as the frame; NaN where a figure is NaN, infinite where a divisor is zero.

    Raises
    ------
    ValueError
        The formula is not one, or names a column that the frame does not have.
    """
    if unknown := [name for name in names_of(formula) if name not in frame.columns]:
        raise ValueError(f"colonne inconnue dans la formule « {formula} » : {', '.join(unknown)}")
    result = _walk(_parse(formula), formula, frame.__getitem__)
    return pd.Series(result, index=frame.index, dtype="float64")


def _parse(formula: str) -> ast.expr:
    if len(formula) > _LONGEST:
        raise ValueError(f"formule de plus de {_LONGEST} caractères")
    try:
        return ast.parse(formula.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"formule illisible : « {formula} »") from error


def _walk(node: ast.expr, formula: str, named: Callable[[str], object]) -> object:
    match node:
        case ast.Name():
            return named(node.id)
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            if abs(number) > _LARGEST:
                raise ValueError(f"un nombre de la formule « {formula} » est trop grand")
            return float(number)
        case ast.BinOp() if type(node.op) in _OPERATIONS:
            left, right = _walk(node.left, formula, named), _walk(node.right, formula, named)
            if isinstance(node.op, ast.Div) and isinstance(right, float) and right == 0:
                raise ValueError(f"la formule « {formula} » divise par zéro")
            return None if left is None or right is None else _OPERATIONS[type(node.op)](left, right)
        case ast.UnaryOp(op=ast.USub()):
            inner = _walk(node.operand, formula, named)
            return None if inner is None else operator.neg(inner)  # type: ignore[arg-type]
        case _:
            part = ast.unparse(node)
            raise ValueError(f"« {part} » n’est pas permis dans la formule « {formula} » : noms, nombres, + - * / ( )")
