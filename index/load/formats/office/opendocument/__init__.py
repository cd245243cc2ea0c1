"""OpenDocument (.odt, .odp), and what spreadsheets (.ods) share with it."""
