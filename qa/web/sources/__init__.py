"""The column beside the chat: the documents there are, which of them are asked, conversations."""
