"""Nothing leaves the machine: engines do not report home, models are not sought on a hub."""

import os
import sys


def disable_telemetry() -> None:
    """To be called before openvino or onnxruntime is imported: either reports home at once.

    OpenVINO does so by the package openvino_telemetry, without which it works as well: an entry of
    None makes importing it fail. For onnxruntime, which sentence-transformers may use, see
    https://github.com/microsoft/onnxruntime/pull/27379.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def stay_offline() -> None:
    """To be called before a model is loaded by its name: even what is told to take local files only
    asks the hub for them, unless huggingface_hub was imported offline.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
