"""How Sphinx makes the site; `make docs` runs it on the sources that `python -m docs.pages` wrote."""

from docs.pages.docstrings import as_rst
from tests.torchvision_counterpart import models

# So that CLArena, which imports torchvision, can be imported beside any build of torch.
models()

project = "clbackbones"
author = "clbackbones contributors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "clbackbones"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_favicon = "_static/icon.svg"
html_show_sphinx = False
html_copy_source = False
# Docstrings write code in single backticks, as Markdown does.
default_role = "code"
add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
napoleon_numpy_docstring = False
napoleon_use_ivar = True
# One class, found by its name in the module that defines it and in the one that users import it from.
suppress_warnings = ["ref.python"]
nitpicky = True
# Types of annotations that have no page: those of other packages, and type variables.
nitpick_ignore_regex = [("py:.*", r".*")]


def _convert(_app, _what, _name, _object, _options, lines):
    """Docstrings are no reStructuredText."""
    lines[:] = as_rst(lines)


def setup(app):
    """Before napoleon reads a docstring."""
    app.connect("autodoc-process-docstring", _convert, priority=100)
