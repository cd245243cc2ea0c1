"""Characters of Wingdings and Symbol, which show other signs than their codes say."""

from __future__ import annotations

_GREEK = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
)
_FONTS: dict[str, dict[int, str]] = {
    "symbol": {
        **{ord(latin): greek for latin, greek in _GREEK.items()},
        **{code: chr(code) for code in (*range(0x20, 0x41), 0x5B, 0x5D, 0x7B, 0x7C, 0x7D)},
        0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x7E: "∼",
        0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
        0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂",
        0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC6: "∅", 0xC7: "∩",
        0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©",
        0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒",
        0xE5: "∑", 0xF2: "∫",
    },
    "wingdings": {
        0x20: " ", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "☐",
        0x71: "☐", 0x72: "☐", 0x76: "❖", 0x78: "☒", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xAB: "★",
        0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
        0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•",
        0xA3: "☐",
    },
    "wingdings 3": {0x20: " ", 0x70: "▲", 0x71: "▼", 0x7D: "▶", 0x75: "▶", 0x86: "←", 0x87: "→"},
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)  # where such a font's codes are kept in texts


def symbol(code: int, font: str) -> str:
    """The sign that `font` shows for a code; nothing for a picture that no character draws."""
    drawn = _FONTS.get(font.lower())
    if drawn is None:
        return "" if code in _PRIVATE or not 0x20 <= code < 0xE000 else chr(code)
    return drawn.get(code & 0xFF, "")


def with_symbols(text: str, font: str) -> str:
    """A text in `font`, its private characters replaced by the signs that are seen."""
    if not any(ord(each) in _PRIVATE for each in text):
        return text
    return "".join(symbol(ord(c), font) if ord(c) in _PRIVATE else c for c in text)
