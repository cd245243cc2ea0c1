"""Why a question was answered as it was, or not: what was considered, and what each gave."""
