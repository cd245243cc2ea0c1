"""An assistant in LangChain, LlamaIndex or Haystack: a module for each, none imported here."""
