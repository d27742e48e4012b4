"""What a result must say about where it was measured."""

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

__all__ = ["machine"]


def machine() -> dict[str, object]:
    """Processor, memory, versions and date."""
    cpu = [
        line.split(":")[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    memory = next(
        line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal")
    )
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": cpu[0] if cpu else platform.machine(),
        "cores": len(cpu),
        "memory_mb": int(memory.split()[1]) // 1024,
        "system": platform.platform(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("django", "granian", "pysqlite3", "gjenklang")},
    }
