"""Pages of classes that the documentation is made of: one class of each architecture, without Sphinx."""

import re
from xml.etree import ElementTree

import pytest

from clbackbones import CATALOG
from docs.pages.class_page import class_page
from docs.pages.docstrings import as_rst
from docs.pages.folding import folded
from docs.pages.networks import network_of
from docs.pages.sources import linked

ARCHITECTURES = {CATALOG.backbone_class(name).architecture: name for name in CATALOG.class_names()}
"""For each architecture the class of it that the catalog lists last, whatever its mechanism."""


@pytest.mark.parametrize("name", ARCHITECTURES.values())
def test_the_page_of_a_class_has_all_that_is_promised(name: str) -> None:
    backbone = CATALOG.backbone_class(name)
    page = class_page(name)
    assert page.startswith(f"---\norphan: true\n---\n\n# {name}\n\n{backbone.description}\n")
    for field in backbone.fields.values():
        assert f"\n`{field.name}`: " in page
        assert field.description in page
    assert CATALOG.architecture(backbone.architecture)["source"]["url"] in page
    assert f"_target_: {backbone.target}\n" in page
    rows = re.findall(r'<tr><td class="left">([^<]+)</td>', page)
    assert rows == [node.name for node in network_of(name).graph.nodes]


@pytest.mark.parametrize("name", ARCHITECTURES.values())
def test_a_picture_is_sound_and_shows_every_kind_of_block_once(name: str) -> None:
    (svg,) = re.findall(r"^<svg.*</svg>$", class_page(name), re.MULTILINE)
    picture = ElementTree.fromstring(svg)
    parts = folded(network_of(name).graph)
    texts = ["".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    for row in (row for part in parts for row in part.rows):
        assert row.name in texts
    assert {node for part in parts for node in part.stands_for} == {node.name for node in network_of(name).graph.nodes}
    blocks = [names for part in parts if (names := part.names)]
    assert len({name for names in blocks for name in names}) == sum(map(len, blocks))


def test_a_deep_network_fits_a_page() -> None:
    graph = network_of("ResNet152").graph
    assert len(graph.nodes) > 500
    assert sum(len(part.rows) for part in folded(graph)) < 50


def test_links_of_the_repository_become_links_of_the_site() -> None:
    text = "[a](CONTRIBUTING.md#the-dialect) [b](docs/hat.md#gates) [c](SECURITY.md) [d](https://a.org) [e](#here)"
    wanted = "[a](own.md#the-dialect) [b](hat.md#gates) [c](security.md) [d](https://a.org) [e](#here)"
    assert linked(text, ".") == wanted
    assert linked("[a](../CONTRIBUTING.md#laws) [b](hat.md)", "docs") == "[a](contributing.md#laws) [b](hat.md)"


def test_docstrings_keep_their_code_and_their_signs() -> None:
    docstring = ["Scale `s * e`, or s * e_; a_b.", "", "    code(*all)", "", "After it."]
    assert as_rst(docstring) == [
        r"Scale ``s * e``, or s \* e\_; a_b.",
        "",
        "::",
        "",
        "    code(*all)",
        "",
        "After it.",
    ]
