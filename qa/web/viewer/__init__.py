"""The document viewer: a document's text or pages, with an answer's quotes marked in it."""
