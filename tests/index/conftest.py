"""An object store on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    """The bucket s3://reports of a server that speaks S3, as s3fs reaches it."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "tests")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        running.start()
        host, port = running.get_host_and_port()
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        from s3fs import S3FileSystem

        filesystem = S3FileSystem()
        filesystem.makedirs("reports", exist_ok=True)  # of another module, in the same process
        yield filesystem
        S3FileSystem.clear_instance_cache()
        running.stop()
