"""Questions of the sample corpus that show what the page can do."""

EXAMPLES = {
    "en": (
        ("example_across", "How big was the global video surveillance market in 2017?"),
        (
            "example_differ",
            "How many cities in the world have bought surveillance systems from Huawei?",
        ),
        ("example_refused", "How old is the mayor of Belgrade?"),
    ),
    "sv": (
        ("example_across", "Hur stor del av Hyteras intäkter kommer från andra länder än Kina?"),
        ("example_differ", "Hur många länder har köpt teknik av Huawei?"),
        ("example_refused", "Hur gammal är borgmästaren i Belgrad?"),
    ),
}
"""The names of the strings that say what each shows, and the questions."""

EXAMPLES_OF = {
    "briefings/belgrade-briefing.pdf",
    "svenska/massan-i-rabat.md",
    "paris-fair-report.md",
}
"""The documents that they are asked of."""
