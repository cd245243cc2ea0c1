"""The page of `citera app`: a tab each for what can be done, its texts and its HTML.

Only app.py imports this package, for it imports Gradio.
"""

import os

# Gradio reads these while it is imported; without them it reports home.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
