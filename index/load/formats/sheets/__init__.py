"""Tables → text: workbooks, and rows separated by commas or tabs."""
