"""Settings for a file: presets, configuration files, overrides and the command line, in this order."""

from proselint_t.config.resolver import CommandLine, FileSettings, Resolver

__all__ = ["CommandLine", "FileSettings", "Resolver"]
