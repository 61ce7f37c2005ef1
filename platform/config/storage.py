"""Static files with hashed names, ES module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import ... from "./x.js"` to hashed names, so that modules can be cached for good."""

    support_js_module_import_aggregation = True
    # A file that a vendored stylesheet names but does not ship must not stop the site from starting.
    manifest_strict = False
