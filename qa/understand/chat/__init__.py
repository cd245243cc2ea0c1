"""What is said in a conversation beside questions of documents."""
