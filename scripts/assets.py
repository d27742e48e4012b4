"""Build hook: front-end files and message catalogues go into the wheel, so that no user needs Node."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Build what is made and not written: bundles and compiled messages."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the wheel is packed, and before an editable install."""
