"""The language in which texts are said: French, or English laid over it by catalogue files.

The French sentence is the message: `say("{count} communes", count=…)` reads like what is shown, and its English stands
in `english/*.toml` under that very sentence. A sentence that has no English is said in French, and a test lists it.

The language is one value, read where a text is written. An explicit parameter would have to pass through each of the
functions between a page and the last formatting step (a status, a unit, the reason of an answer), and what is computed
does not depend on it. It belongs to the running context, a thread or a request, never to the process:
two readers in two languages do not meet. What keeps written texts keeps them by language: see `kept`.
"""

from citeoscope.language.kept import kept
from citeoscope.language.saying import counted, enumerated, listed, phrase, say, titled
from citeoscope.language.spoken import (
    DEFAULT,
    LANGUAGES,
    PARAMETER,
    Language,
    current,
    in_address,
    params,
    parse_language,
    speak,
    speaking,
)

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "PARAMETER",
    "Language",
    "counted",
    "current",
    "enumerated",
    "in_address",
    "kept",
    "listed",
    "params",
    "parse_language",
    "phrase",
    "say",
    "speak",
    "speaking",
    "titled",
]
