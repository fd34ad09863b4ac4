"""What goes into a report is found again in the file, exactly as typed, whatever was typed."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from assistant import files
from assistant.content.strictyaml import load_yaml
from assistant.content.texts import TextFile
from assistant.documents.export import KINDS, render, write_report
from assistant.documents.report import (
    Bullets,
    CheckItem,
    Checklist,
    Column,
    Heading,
    Pairs,
    Paragraph,
    Picture,
    Quote,
    Report,
    Table,
    Turn,
    one_line,
    plain,
)
from assistant.errors import InputError
from assistant.settings import content_dir

MARKUP = "**niet vet** # geen kop | <b>&amp;</b> [a](http://x.nl) www.x.nl `c` ~~d~~ {nb} $1$ \\ _e_ 1. 1) - +"
ODD = "Şükrü Łukasz Nguyễn Иван e\u0301e\u0301n ‘“…–€\u2011 ☐"

markup = st.text(alphabet=st.sampled_from("ab1 \n\t*_`#|<>[]()!&;\\~$+-=.:/'\"{}@w"), max_size=60)
user_text = st.one_of(st.text(max_size=80), markup)


def png(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "png")
    return file.getvalue()


SMALL = png(4, 3)


def full_report(text: str) -> Report:
    item = CheckItem(text, text, text, text, text, text)
    blocks = (
        *(Heading(level, text) for level in (1, 2, 3)),
        Paragraph(text),
        Paragraph(text, soft=True),
        Quote(text, text),
        Picture(SMALL, text),
        Bullets((text, text)),
        Bullets((text,), boxes=True),
        Pairs(((text, text),)),
        Turn(text, text),
        Table((text, text, text), ((text, text, text),), (1, 2, 1)),
        Checklist((Column(text, (item, CheckItem(text, done=True))), Column(text, (item,)))),
    )
    return Report(text, text, blocks)


def docx_lines(data: bytes) -> list[str]:
    document = docx.Document(BytesIO(data))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [p.text for p in document.paragraphs] + [p.text for cell in cells for p in cell.paragraphs]


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def md_tokens(data: bytes) -> list:
    markdown_it = pytest.importorskip("markdown_it")
    return markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(data.decode())


def md_inline(data: bytes) -> list[str]:
    """The text of every inline part; anything but text and line breaks fails."""
    found = []
    for token in md_tokens(data):
        if token.type == "inline":
            kinds = {child.type for child in token.children}
            assert kinds <= {
                "text",
                "text_special",
                "hardbreak",
                "softbreak",
                "strong_open",
                "strong_close",
                "html_inline",
            }
            assert all(child.content == "<br>" for child in token.children if child.type == "html_inline")
            found.append("".join(child.content if "text" in child.type else " " for child in token.children))
    return found


@pytest.mark.parametrize("text", [MARKUP, ODD, "twee\nregels"])
def test_docx_holds_the_text(text):
    lines = docx_lines(render(full_report(text), "docx"))
    assert lines.count(text) >= 6 if "\n" in text else lines.count(text) >= 15
    assert f"☐\t{text}" in lines
    assert f"‘{text}’\n{one_line(text)}" in lines
    assert f"☑ {one_line(text)}" in lines


def test_docx_form():
    document = docx.Document(BytesIO(render(full_report("Woord"), "docx")))
    names = [paragraph.style.name for paragraph in document.paragraphs]
    assert names[:5] == ["Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"]
    assert document.sections[0].page_width.cm == pytest.approx(21, abs=0.01)
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.title, properties.language) == ("Woord", "nl-NL")
    assert 'w:val="nl-NL"' in document.styles.element.xml


@given(user_text)
@settings(max_examples=40, deadline=None)
def test_docx_shows_any_text_literally(text):
    lines = docx_lines(render(Report("t", "", (Paragraph(text), Table((text,), ((text,),)))), "docx"))
    assert lines[1] == plain(text)
    assert lines[-1] == plain(text)


@pytest.mark.parametrize("text", [MARKUP, "Şükrü Łukasz Nguyễn Иван één ‘“…–€ ☐", "twee\nregels"])
def test_pdf_holds_the_text(text):
    found = squeezed(pdf_text(render(full_report(text), "pdf")))
    assert found.count(squeezed(text)) >= 12


def test_pdf_shows_a_box_for_what_the_font_lacks():
    found = pdf_text(
        render(Report("Titel 中", "", (Quote("A 😀 B 👩\u200d👧\ufe0f C\u2011D e\u0301\u20dd 中文 \u2003E"),)), "pdf")
    )
    assert "‘A □ B □□ C-D é □□ E’" in " ".join(found.split())
    assert "Titel □" in found


def test_pdf_form():
    reader = PdfReader(BytesIO(render(full_report("Woord"), "pdf")))
    assert reader.metadata is not None
    assert reader.metadata.title == "Woord"
    assert reader.metadata.author is None
    assert reader.metadata.creator is None
    assert reader.root_object["/Lang"] == "nl"
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert "Pagina 1" in reader.pages[0].extract_text()
    assert reader.outline[0]["/Title"] == "Woord"


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_of_ten_thousand_characters(kind):
    words = [f"woord{number:04}" for number in range(1000)]
    report = Report("Lang", "", (Table(("Kort", "Lange kop"), (("a", " ".join(words)), ("b", "slot")), (1, 3)),))
    data = render(report, kind)
    text = {"md": bytes.decode, "docx": lambda d: "\n".join(docx_lines(d)), "pdf": pdf_text}[kind](data)
    assert [word for word in words if word not in text] == []
    if kind == "pdf":
        pages = PdfReader(BytesIO(data)).pages
        assert len(pages) > 1
        assert all("Lange kop" in page.extract_text() for page in pages)


@given(user_text)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_pdf_takes_any_text(text):
    assert pdf_text(render(full_report(text), "pdf"))


@given(user_text)
@settings(deadline=None)
def test_md_shows_any_text_literally(text):
    table = Table(("kop",), ((text,),))
    blocks = (Paragraph(text), Picture(SMALL, text), Quote(text, "bron"), Bullets((text,)), table, Turn("Jij", text))
    report = Report(text, text, (*blocks, Heading(2, text), Pairs((("Doel", text),))))
    found = squeezed("".join(md_inline(render(report, "md"))))
    parts = (text, text, text, text, text, "—bron", text, "kop", text, "Jij:", text, text, "Doel:", text)
    assert found == "".join(squeezed(plain(part)) for part in parts)


def test_md_form():
    kinds = [token.type for token in md_tokens(render(full_report(MARKUP), "md"))]
    assert kinds.count("heading_open") == 6  # title, three levels, two columns
    assert kinds.count("table_open") == 1
    assert kinds.count("td_open") == 3
    assert kinds.count("bullet_list_open") == 4
    assert not {"fence", "code_block", "html_block", "hr", "ordered_list_open"} & set(kinds)


@pytest.mark.parametrize("kind", KINDS)
def test_empty_things(kind):
    blocks = (Heading(9, ""), Paragraph(""), Quote(""), Bullets(()), Table((), ()), Table(("a",), ()), Pairs(()))
    checklist = Checklist((Column("Inhoud"), Column("Relatie", (CheckItem(""),))))
    assert render(Report("", "", (*blocks, Turn("", ""), checklist, Checklist(()), Bullets(("", "")))), kind)


def alts(element: object) -> list[str]:
    """The words for pictures in the structure of a pdf."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return [alt for child in element for alt in alts(child)]
    if not isinstance(element, dict):
        return []
    return [str(element["/Alt"])] if "/Alt" in element else alts(element.get("/K", []))


def test_a_picture_stands_in_the_document_with_its_words():
    report = Report("t", "", (Picture(SMALL, "Stip 3,\nSturing 5 & <meer>"),))
    (shape,) = docx.Document(BytesIO(render(report, "docx"))).inline_shapes
    assert shape._inline.docPr.get("descr") == "Stip 3, Sturing 5 & <meer>"
    assert shape.width / shape.height == pytest.approx(4 / 3, rel=0.01)
    reader = PdfReader(BytesIO(render(report, "pdf")))
    assert [image.image.size for image in reader.pages[0].images] == [(4, 3)]
    assert alts(reader.root_object["/StructTreeRoot"]) == ["Stip 3, Sturing 5 & <meer>"]
    assert squeezed("".join(md_inline(render(report, "md")))) == "tStip3,Sturing5&<meer>"


@pytest.mark.parametrize("shape", [(40, 30), (30, 400), (400, 3), (1, 1)])
def test_a_picture_of_any_shape_fits_a_page(shape):
    report = Report("t", "", (*[Paragraph("regel")] * 60, Picture(png(*shape), "beeld"), Paragraph("slot")))
    (found,) = docx.Document(BytesIO(render(report, "docx"))).inline_shapes
    assert found.width.cm <= 16.7
    assert found.height.cm <= 24
    reader = PdfReader(BytesIO(render(report, "pdf")))
    assert sum(len(page.images) for page in reader.pages) == 1
    assert "slot" in pdf_text(render(report, "pdf"))


def test_a_table_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="one entry per header"):
        Table(("a", "b"), (("c",),))


def test_write_report(tmp_path):
    for name in ("a.md", "a.DOCX", "a.pdf"):
        path = tmp_path / name
        path.write_text("oud")
        assert write_report(Report("Nieuw"), path) == path
        assert path.stat().st_mode & 0o777 == 0o600
        assert len(path.read_bytes()) > 5
    assert sorted(os.listdir(tmp_path)) == ["a.DOCX", "a.md", "a.pdf"]


def key_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        write_report(Report("Nieuw"), path)
    files = (content_dir() / "prompts" / "texts").glob("errors*.yaml")
    entries = {key: entry for file in files for key, entry in load_yaml(file, TextFile).root.items()}
    assert set(caught.value.variables) == entries[caught.value.key].variables
    return caught.value.key


def test_places_that_can_not_be_written(tmp_path, monkeypatch):
    (tmp_path / "map.md").mkdir()
    assert key_of(tmp_path / "a.odt") == "export-soort"
    assert key_of(tmp_path / "zonder") == "export-soort"
    assert key_of(tmp_path / "map.md") == "export-map"
    assert key_of(tmp_path / "weg" / "a.md") == "export-geen-map"
    assert key_of(tmp_path / f"{'a' * 300}.md") == "export-schrijven"
    (tmp_path / "a.md").write_text("oud")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    assert key_of(tmp_path / "a.md") == "export-schrijven"
    assert (tmp_path / "a.md").read_text() == "oud"
    assert sorted(os.listdir(tmp_path)) == ["a.md", "map.md"]


def test_without_the_font_a_pdf_is_refused_in_a_sentence(monkeypatch):
    def missing(_name: str) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr("assistant.documents.export_pdf_page.resources.files", missing)
    with pytest.raises(InputError) as caught:
        render(Report("a"), "pdf")
    assert caught.value.key == "export-lettertype"
