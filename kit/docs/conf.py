"""The documentation site: `sphinx-build -W kit/docs site`, from a checkout; it loads nothing from elsewhere.

Pages of its own lie in this folder. What stands in the repository already (README, guides, references,
CONTRIBUTING) is taken from there, so that it is written once. The gallery of kinds, the picture of the
rooms and lists of what there is are made from the code.
"""

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent.parent
sys.path[:0] = [str(_HERE), str(_HERE.parent), str(_ROOT)]

import references  # noqa: E402 — found by the line above
import sources  # noqa: E402
import specimens  # noqa: E402
import tamtam  # noqa: E402
from sphinx.application import Sphinx  # noqa: E402

project = "Tamtam"
author = "The Tamtam founders"
version = release = tamtam.__version__
extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Tamtam"
html_extra_path = ["_extra"]
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_copyright = False
html_copy_source = False
html_use_index = False  # nothing is indexed: an empty page
html_show_sourcelink = False
suppress_warnings = ["myst.header"]

#: Pages that are written when the site is built: their links are good already.
_made = {name.removesuffix(".md") for name in (*sources.PAGES.values(), *sources.MADE.values())}
_made -= {name.removeprefix("kit/docs/").removesuffix(".md") for name in sources.PAGES}
sources.write(_ROOT, _HERE)
references.write(_HERE)
specimens.write(_HERE)


def setup(app: Sphinx) -> None:
    """Lead links of the site's own pages aright as they are read."""

    def read(_: Sphinx, page: str, said: list[str]) -> None:
        if page not in _made:
            said[0] = sources.led(f"{page}.md", said[0])

    app.connect("source-read", read)
