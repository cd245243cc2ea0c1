"""Documents of office programs → text: slides, OpenDocument and RTF, and what Word shares."""
