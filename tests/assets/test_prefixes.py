"""Whatever a style sheet of ours names bears the name of the file that styles it.

So no form restyles another on the same phone, and no notebook's own variables or classes reach ours.
"""

import re
from pathlib import Path

import pytest
from tamtam import assets

ASSETS = assets.folder()
FORMS = sorted((ASSETS / "forms").glob("*.js"))
SHEETS = sorted(ASSETS.glob("*/*.css"))
#: JupyterLab's and ipywidgets' own classes, which the notebook's sheet stands upon.
THEIRS = re.compile(r"\.(?:jp-|widget-|jupyter-|vscode-|progress)[\w-]*")

each_form = pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)


def css_of(form: Path) -> str:
    """The style that a form's module holds: template literals of whole rules."""
    styles = re.findall(
        r"^(?:export )?const \w+ = `\n(.*?)`;$", form.read_text("utf-8"), re.S | re.M
    )
    return "".join(styles)


def selectors(css: str) -> list[str]:
    """Each selector of a sheet; keyframes and media queries only wrap some."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    heads = [head.strip() for head in re.findall(r"([^{};]+)\{", bare)]
    lists = [head for head in heads if not head.startswith("@")]
    return [one.strip() for head in lists for one in re.split(r",(?![^(]*\))", head)]


def classes(selector: str) -> set[str]:
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", THEIRS.sub("", selector)))


def prefix(path: Path) -> str:
    return f"tt-{path.stem.replace('_', '-')}"


def own(name: str, path: Path) -> bool:
    return name == prefix(path) or name.startswith(f"{prefix(path)}-")


def shared() -> set[str]:
    """What all forms share: named without a form."""
    css = css_of(ASSETS / "forms" / "shared.js")
    return {name for selector in selectors(css) for name in classes(selector)}


@each_form
def test_a_form_styles_only_what_is_its_own(form: Path) -> None:
    if form.stem == "shared":
        return
    for selector in selectors(css_of(form)):
        assert any(own(name, form) for name in classes(selector)), selector


@each_form
def test_a_class_that_a_form_gives_is_styled_by_somebody(form: Path) -> None:
    styled = {name for one in FORMS for rule in selectors(css_of(one)) for name in classes(rule)}
    given = set(
        re.findall(r"(?<![\w.-])tt-[\w-]+", re.sub(r"`[^`]*\{[^`]*`;", "", form.read_text("utf-8")))
    )
    assert given <= styled


def test_what_all_forms_share_is_named_like_no_form() -> None:
    stems = {prefix(form) for form in FORMS if form.stem != "shared"}
    assert not {
        name
        for name in shared()
        if any(name == stem or name.startswith(f"{stem}-") for stem in stems)
    }


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_page_names_its_own_and_places_what_is_shared(sheet: Path) -> None:
    everywhere = shared() | {"tamtam-lead", "tamtam-sr"}
    of_notebooks = sheet.parent.name == "notebook"
    upon = {"spare": sheet.parent.parent / "phone" / "phone.css"}.get(sheet.stem, sheet)
    for selector in selectors(sheet.read_text("utf-8")):
        for name in classes(selector) - everywhere:
            if of_notebooks:
                assert re.match(r"tamtam(-|$)", name), selector
            else:
                assert own(name, sheet) or own(name, upon), selector


@pytest.mark.parametrize("path", [*FORMS, *SHEETS, ASSETS / "look.css"], ids=lambda path: path.stem)
def test_a_custom_property_is_ours_by_its_name(path: Path) -> None:
    named = set(re.findall(r"(?<![\w-])--([a-z][\w-]*)", path.read_text("utf-8")))
    assert {name for name in named if not re.match(r"tamtam-|tt-|jp-", name)} == set()
