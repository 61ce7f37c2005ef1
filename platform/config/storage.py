"""Static files with hashed names, ES module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT_PATTERNS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Rewrites `import ... from "./x.js"` in our own modules to hashed names, so that they can be cached for good.

    Only js/ is rewritten: vendored scripts mention modules they do not ship.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", _IMPORT_PATTERNS))
    # A file that a vendored stylesheet names but does not ship must not stop the site from starting.
    manifest_strict = False
