"""Nothing leaves the machine: ONNX Runtime does not report home, models are not sought on a hub."""

import os


def disable_telemetry() -> None:
    """To be called before onnxruntime is imported: from then on it reports home otherwise.

    See https://github.com/microsoft/onnxruntime/pull/27379; its own function for that,
    disable_telemetry_events, comes too late for the first report.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def stay_offline() -> None:
    """To be called before a model is loaded by its name: even what is told to take local files only
    asks the hub for them, unless huggingface_hub was imported offline.
    """
    disable_telemetry()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
