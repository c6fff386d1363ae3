"""Tests that texts with special characters survive every format, and that dropped characters are reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.graph_formats.xml_text import XmlText
from graph_model.database.driver import Database
from graph_model.kinds.competences import Theme
from graph_model.writing.bulk_writes import write_in_batches
from tests.exchange.exporting import exported, iri, nodes_of

# characters with a special meaning in formats, and characters that are invalid in XML
ODD = "Школа «№ 1» \"a\" & <b> ]]> 'c'|d;\\\r\n\tдве строки\rи третья 👍"
CONTROL = "до\x00после\x0b\x1f\ufffe"
READERS: dict[str, Callable[[Path], Any]] = {".graphml": networkx.read_graphml, ".gexf": networkx.read_gexf}


async def written(database: Database, name: str, section: str) -> None:
    """Store a theme with the given texts."""
    theme = Theme.model_construct(code="a", name=name, section=section)
    await write_in_batches(database, [theme], [])


@pytest.mark.parametrize("suffix", READERS)
async def test_xml_holds_quotes_line_ends_and_other_alphabets(scratch: Database, tmp_path: Path, suffix: str) -> None:
    await written(scratch, ODD, "")
    summary = await exported(scratch, tmp_path / f"odd{suffix}", kinds=["Theme"])
    node = READERS[suffix](tmp_path / f"odd{suffix}").nodes["Theme:a"]
    assert (node["name"], node["label"], node["section"]) == (ODD, ODD, "")
    assert "englishName" not in node, "an absent text is not an empty one"
    assert summary.remarks == ()


@pytest.mark.parametrize("suffix", READERS)
async def test_what_xml_cannot_hold_is_dropped_and_told(scratch: Database, tmp_path: Path, suffix: str) -> None:
    await written(scratch, CONTROL, "I")
    summary = await exported(scratch, tmp_path / f"control{suffix}", kinds=["Theme"])
    assert READERS[suffix](tmp_path / f"control{suffix}").nodes["Theme:a"]["name"] == "допосле"
    assert any("lost control characters" in each for each in summary.remarks)


async def test_json_ld_holds_every_text(scratch: Database, tmp_path: Path) -> None:
    await written(scratch, CONTROL, ODD)
    await exported(scratch, tmp_path / "control.jsonld", kinds=["Theme"])
    [theme] = [each for each in nodes_of(tmp_path / "control.jsonld") if each["@id"] == iri("Theme:a")]
    assert (theme["name"], theme["section"]) == (CONTROL, ODD)


@given(st.text())
def test_any_text_is_read_from_xml_as_it_was_but_for_what_was_dropped(text: str) -> None:
    from xml.etree.ElementTree import fromstring

    xml = XmlText()
    element = fromstring(f"<a b={xml.quoted(text)}>{xml.text(text)}</a>")
    kept = "".join(each for each in text if each in "\t\n\r" or ord(each) >= 32)
    kept = "".join(each for each in kept if each not in "\ufffe\uffff" and not 0xD800 <= ord(each) < 0xE000)
    assert ((element.text or ""), element.get("b")) == (kept, kept)
    assert (xml.dropped > 0) == (kept != text)
