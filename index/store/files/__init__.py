"""Files of arrays: written so that they survive a power loss, mapped, and checked."""
