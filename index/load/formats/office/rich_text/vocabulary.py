"""The words and signs of RTF."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<byte>[0-9a-fA-F]{2})"
    r"|(?P<sign>.))|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
SIGNS = {"~": "\N{NO-BREAK SPACE}", "_": "-", "\\": "\\", "{": "{", "}": "}"}
WORDS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " ",
}  # fmt: skip
# Groups of what is not shown, besides those marked with "\*" as what a reader may pass over.
HIDDEN_GROUPS = frozenset(
    "colortbl filetbl pict fldinst xe rxe tc tcn atnid atnauthor atndate annotation nonshppict "
    "shprslt sp nonesttables ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn template private do "
    "objdata objclass objname listtable listoverridetable revtbl info".split()
)
SHOWN_THOUGH_STARRED = frozenset("shpinst shptxt footnote listtext pntext".split())
FLOWS = {
    "footnote": "note", "shptxt": "box", "header": "header", "headerl": "header",
    "headerr": "header", "headerf": "header", "footer": "footer", "footerl": "footer",
    "footerr": "footer", "footerf": "footer",
}  # fmt: skip
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
