"""A Ray cluster of two machines, which are both this one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

# Each Ray process would look for the address that others see this machine under, and report home.
SETTINGS = {
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_raylet_start_wait_time_s": "40",
    "RAY_worker_niceness": "0",  # else 15: on a busy machine they would next to never run
}
TRIES = 3  # a machine's own processes have 15 seconds to start, which may be few on a busy one


def add_machine(cluster: Any, **options: Any) -> Any:
    """A machine more, with a processor and little memory."""
    place = {"node_ip_address": "127.0.0.1", "object_store_memory": 80_000_000}
    for left in reversed(range(TRIES)):
        try:
            return cluster.add_node(num_cpus=1, **place, **options)
        except Exception:  # which is all that Ray says
            if not left:
                raise
    raise AssertionError


@pytest.fixture(scope="module")
def ray_cluster() -> Iterator[Any]:
    """Ray's own stand-in for a cluster, with one machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SETTINGS.items():
            patch.setenv(name, value)
        pytest.importorskip("ray")
        from ray.cluster_utils import Cluster

        cluster = Cluster()
        add_machine(cluster, include_dashboard=False)
        yield cluster
        cluster.shutdown()
