"""Which entry an index cell names where many bear its name."""

from pocketparse import Document, parse


def sections_named(document: Document) -> list[str | None]:
    """Return the section of the entry that each cell names, cells in document order."""
    section_of = {entry.id: entry.section for entry in document.entries}
    return [section_of[item.entry] if item.entry else None for item in document.index]


def shelf(cells: list[str], **sections: list[str]) -> Document:
    """Parse a list with an index of one column, and sections of headings."""
    index = "\n".join(["| Tools |", "|---|", *(f"| {cell} |" for cell in cells)])
    bodies = [
        "\n\n".join([f"## {title}", *(f"### {name}\n- https://example.org/{title}/{name}" for name in names)])
        for title, names in sections.items()
    ]
    return parse("\n\n".join(["# Shelf", "## Index", index, *bodies]))


def test_of_many_copies_each_cell_names_one():
    document = shelf(["Saw"] * 40, one=["Saw"] * 18, two=["Saw"] * 20)
    named = [item.entry for item in document.index]
    assert named[:38] == [entry.id for entry in document.entries]
    assert named[38:] == [None, None]


def test_a_copy_is_looked_for_in_the_section_that_a_group_names_most():
    tools = ["Axe", "Adze", "Awl", "Saw"]
    document = shelf(["Axe", "Adze", "", "Saw", "", "Awl"], one=["Saw", *"bcdefg", "Axe"], two=[*tools[1:], *"hijk"])
    assert sections_named(document) == ["section:one", "section:two", "section:two", "section:two"]


def test_a_copy_nobody_stands_beside_is_the_first_where_most_of_its_group_stand():
    fill = [f"t{number}" for number in range(8)]
    document = shelf(
        ["Axe", "", "", "Saw"], one=["Saw", *fill, "Adze"], two=["Axe", *(f"u{n}" for n in range(8)), "Saw"]
    )
    assert sections_named(document)[-1] == "section:two"
