"""Real documents of every kind, made here, and what a user could give that is no document."""

from __future__ import annotations

import codecs
import os
import zipfile
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from assistant.content.strictyaml import load_yaml
from assistant.content.texts import TextFile
from assistant.documents import reader
from assistant.documents.reader import Section, read_document
from assistant.errors import DocumentError
from assistant.settings import content_dir

SENTENCE = "De groep begint volgende week met de punten die in het gesprek zijn genoemd."


def given_file(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pdf_of(*pages: str) -> bytes:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    for text in pages:
        pdf.add_page()
        pdf.multi_cell(w=0, text=text)
    return bytes(pdf.output())


def docx_of(document: docx.document.Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def key_of(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    files = (content_dir() / "prompts" / "texts").glob("errors*.yaml")
    entries = {key: entry for file in files for key, entry in load_yaml(file, TextFile).root.items()}
    assert set(caught.value.variables) == entries[caught.value.key].variables
    return caught.value.key


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: codecs.BOM_UTF8 + text.encode("utf-8"),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("cp1252"),
    ],
)
def test_encodings(tmp_path, encode):
    path = given_file(tmp_path, "a.TXT", encode("Eén ‘coördinator’ – café"))
    assert read_document(path) == [Section("alinea 1", "Eén ‘coördinator’ – café")]


def test_characters_are_composed_and_invisible_ones_removed(tmp_path):
    path = given_file(tmp_path, "a.txt", "\ufeffe\u0301e\u0301n samen\u00adwerk\u00ad\n ing\u200b nu\xa0pas")
    assert read_document(path)[0].text == "één samenwerking nu pas"


def test_txt_headings_and_numbered_paragraphs(tmp_path):
    text = (
        f"{SENTENCE}\n{SENTENCE}\n\nOntwikkelvraag CMT\n{SENTENCE}\n\nType begeleiding:\n{SENTENCE}\n"
        f"1) Stip (en strategie): één taal\n{SENTENCE}\nWaar gaat het over?\n- doel\n- taal\n"
        f"2) Synergie\n{SENTENCE}\nWaar gaat het over?\n- gedrag\nTot slot\n{SENTENCE}\n"
    )
    sections = read_document(given_file(tmp_path, "a.txt", text))
    assert [section.locator for section in sections] == [
        "alinea 1-2",
        "Ontwikkelvraag CMT",
        "Type begeleiding",
        "1) Stip (en strategie): één taal",
        "1) Stip (en strategie): één taal > Waar gaat het over?",
        "2) Synergie",
        "2) Synergie > Waar gaat het over?",
        "Tot slot",
    ]
    assert sections[4].text == "Waar gaat het over?\n- doel\n- taal"


def test_short_lines_that_are_no_headings(tmp_path):
    text = "Locatie\nHengelo\nStartdatum\n13/09/2021\n1. Wat voel je?\n2. Wat doe je?\nDank je wel."
    sections = read_document(given_file(tmp_path, "a.txt", text))
    assert [section.locator for section in sections] == ["alinea 1-7"]


def test_paragraph_numbers_run_on_over_groups(tmp_path):
    sections = read_document(given_file(tmp_path, "a.txt", "\n\n".join([SENTENCE] * 30)))
    spans = [section.locator.removeprefix("alinea ").split("-") for section in sections]
    assert len(spans) > 1
    assert spans[0][0] == "1"
    assert spans[-1][-1] == "30"
    assert all(int(a[-1]) + 1 == int(b[0]) for a, b in pairwise(spans))


def test_broken_lines_and_words_are_mended(tmp_path):
    text = (
        "• afspraken zijn een gemeen-\n schappelijk product\n• MT-\nlid zijn\n•\nlos punt\n"
        "je kunt leidinggever-\nen vrager zijn"
    )
    section = read_document(given_file(tmp_path, "a.txt", text))[0]
    expected = (
        "• afspraken zijn een gemeenschappelijk product\n• MT-lid zijn\n• los punt je kunt leidinggever- en vrager zijn"
    )
    assert section.text == expected


def test_md_heading_path_and_code(tmp_path):
    text = (
        "vooraf\n\n# Plan\n\n## Doel ##\nregel een\nregel twee\n\n* punt\n  gaat door\n"
        "```\n# geen kop\n```\n| a | b |\n|---|---|\n### Leeg\n# Slot\nklaar\\\n**Let op** \\*nu\\*\n> geciteerd"
    )
    sections = read_document(given_file(tmp_path, "a.md", text))
    assert [section.locator for section in sections] == ["alinea 1", "Plan > Doel", "Slot"]
    assert sections[2].text == "klaar\nLet op *nu* geciteerd"
    assert sections[1].text == "regel een regel twee\n* punt gaat door\n# geen kop\na | b"


def test_docx_order_headings_lists_and_tables(tmp_path):
    document = docx.Document()
    document.add_paragraph("Vooraf.")
    document.add_heading("Plan", 1)
    document.add_heading("Doel", 2)
    document.add_paragraph("Eerst dit.")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cel {number}"
    document.add_paragraph("punt", style="List Bullet")
    document.add_paragraph("regel\nnog een")
    document.add_heading("Slot", 1)
    box = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>In een veld.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(len(document.element.body) - 1, box)
    assert read_document(given_file(tmp_path, "a.docx", docx_of(document))) == [
        Section("alinea 1", "Vooraf."),
        Section("Plan > Doel", "Eerst dit.\ncel 0 | cel 1\ncel 2 | cel 3\n- punt\nregel\nnog een"),
        Section("Slot", "In een veld."),
    ]


def test_pdf_pages(tmp_path):
    words = "Door samen te spreken over verzet ontstaat er ruimte in het team en daar begint groei. " * 3
    sections = read_document(given_file(tmp_path, "a.pdf", pdf_of(words, "", "Derde pagina.\n- punt een\n- punt twee")))
    assert [section.locator for section in sections] == ["pagina 1", "pagina 3"]
    assert sections[0].text.replace("\n", " ") == words.strip()
    assert sections[1].text == "Derde pagina.\n- punt een\n- punt twee"


def test_password(tmp_path):
    for password, locked in (("geheim", True), ("", False)):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_of("Vertrouwelijk verslag."))))
        writer.encrypt(user_password=password, owner_password="baas", algorithm="AES-256")
        file = BytesIO()
        writer.write(file)
        path = given_file(tmp_path, "a.pdf", file.getvalue())
        if locked:
            assert key_of(path) == "wachtwoord"
        else:
            assert read_document(path)[0].text == "Vertrouwelijk verslag."
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    assert key_of(given_file(tmp_path, "a.docx", ole + "EncryptedPackage".encode("utf-16-le"))) == "wachtwoord"
    assert key_of(given_file(tmp_path, "a.docx", ole)) == "beschadigd"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.doc", b"tekst", "onbekende-soort"),
        ("zonder", b"tekst", "onbekende-soort"),
        ("a.txt", b"", "leeg"),
        ("a.md", b" \n\n", "leeg"),
        ("a.docx", docx_of(docx.Document()), "leeg"),
        ("a.pdf", pdf_of("", ""), "leeg"),
        ("a.txt", b"\x00\x01\x02\x03", "beschadigd"),
        ("a.txt", b"\xff\xfea", "beschadigd"),
        ("a.txt", b"caf\xe9 \x81", "beschadigd"),
        ("a.txt", pdf_of("tekst"), "beschadigd"),
        ("a.docx", pdf_of("tekst"), "beschadigd"),
        ("a.docx", docx_of(docx.Document())[:5000], "beschadigd"),
        ("a.docx", b"", "beschadigd"),
        ("a.pdf", docx_of(docx.Document()), "beschadigd"),
        ("a.pdf", b"%PDF-1.7\nrommel", "beschadigd"),
        ("a.pdf", b"", "beschadigd"),
    ],
)
def test_what_is_no_document(tmp_path, name, content, key):
    assert key_of(given_file(tmp_path, name, content)) == key


def test_files_that_are_not_there_or_closed(tmp_path):
    assert key_of(tmp_path / "weg.txt") == "niet-gevonden"
    assert key_of(tmp_path / "weg\0.txt") in {"niet-gevonden", "niet-leesbaar"}
    (tmp_path / "map.txt").mkdir()
    assert key_of(tmp_path / "map.txt") == "niet-leesbaar"
    os.mkfifo(tmp_path / "pijp.txt")
    assert key_of(tmp_path / "pijp.txt") == "niet-leesbaar"


def test_limits(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    assert key_of(given_file(tmp_path, "a.pdf", pdf_of("a", "b", "c"))) == "te-groot"
    monkeypatch.setattr(reader, "MAX_BYTES", 10)
    assert key_of(given_file(tmp_path, "a.txt", "meer dan tien")) == "te-groot"


def test_zip_bomb(tmp_path):
    path = given_file(tmp_path, "a.docx", docx_of(docx.Document()))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/bom.xml", "w") as entry:
        for _ in range(201):
            entry.write(b"\0" * 2**20)
    assert path.stat().st_size < 10**6
    assert key_of(path) == "te-groot"


@pytest.mark.parametrize("size", [10, 200, 500, 800])
def test_a_truncated_pdf_gives_text_or_a_sentence(tmp_path, size):
    path = given_file(tmp_path, "a.pdf", pdf_of("Heel gewone tekst.")[:size])
    assert key_of(path) in {"beschadigd", "leeg"}


@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".docx", ".pdf"]))
def test_any_bytes_give_sections_or_a_document_error(tmp_path_factory, data, ending):
    path = given_file(tmp_path_factory.getbasetemp(), f"willekeurig{ending}", data)
    with suppress(DocumentError):
        assert all(section.text.strip() for section in read_document(path))
