"""A language model behind an endpoint that the user named: asked, listened to, and checked."""
