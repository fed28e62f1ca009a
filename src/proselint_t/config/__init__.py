"""Settings for a file: presets, configuration files, overrides and the command line, in this order."""

from proselint_t.config.file_settings import FileSettings
from proselint_t.config.resolver import CommandLine, Resolver, forget
from proselint_t.config.selection import presets_with

__all__ = ["CommandLine", "FileSettings", "Resolver", "forget", "presets_with"]
