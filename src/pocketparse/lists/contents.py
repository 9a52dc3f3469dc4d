"""Lists of contents: links to headings of the page, to other pages of the list, or to the page translated."""

import re

from pocketparse.identity import anchor, fold
from pocketparse.line.prose import link_labels
from pocketparse.lists.items import items
from pocketparse.markup.block import Block
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.tree import Node, is_contents

CONTENTS = 3
"""Links to headings of the page that make a list of contents, at least."""
AGAIN = pattern(r"-\d{1,2}$")
"""Number that GitHub adds to the anchor of a heading whose text occurred before: "saws-1"."""
README = pattern(r"/blob/[^/]+/readme\.md$", re.IGNORECASE)
"""End of the address of a repository's README: "/blob/main/readme.md"."""
OWN_PLACE = pattern(r"[^?#]+\.md#.+|(?:[\w.-]+/)*readme[-_.][a-z]{2}(?:[-_][a-z]{2,4}|br)?\.md", re.IGNORECASE)
"""Relative link to a place on another page of the list, "tools.md#saws", or to a translation: "README.zh-CN.md"."""
OWN_FILE = pattern(
    r"(?:(https?://git\w+\.com/[^/:?#]+/[^/:?#]+)(?:/|/blob/[^:?#]+readme[^:?#]*|/tree/[^:?#]+/[a-z]{2}(?:-[a-z]{2,4})?)?"
    r"|(?:[\w.-]+/)*(?:readme[\w.-]*|[a-z]{2}(?:[-_][a-z]{2,4})?)\.(?:md|rst|html?))(?:#readme)?",
    re.IGNORECASE,
)
"""Link to a file of the list, "docs/DE.md", or to a README or folder of a repository: "…/ann/oaks/tree/main/de-DE"."""
LANGUAGES = frozenset(
    map(
        fold,
        "Arabic;العربية;Armenian;Azerbaijani;Azərbaycan;Basque;Euskara;Belarusian;Беларуская;Bengali;Bangla;"
        "বাংলা;Bosnian;Bosanski;Bulgarian;Български;Burmese;မြန်မာ;Catalan;Català;Chinese;Simplified Chinese;"
        "Traditional Chinese;中文;中文版;汉语;漢語;简体中文;繁體中文;繁体中文;正體中文;Croatian;Hrvatski;Czech;"
        "Čeština;Danish;Dansk;Dutch;Nederlands;English;英文;英语;英語;Esperanto;Estonian;Eesti;Filipino;Finnish;"
        "Suomi;French;Français;Galician;Galego;Georgian;ქართული;German;Deutsch;Greek;Ελληνικά;Gujarati;ગુજરાતી;"
        "Hebrew;עברית;Hindi;हिन्दी;हिंदी;Hungarian;Magyar;Icelandic;Íslenska;Indonesian;Bahasa Indonesia;Irish;"
        "Gaeilge;Italian;Italiano;Japanese;日本語;日语;日文;Kannada;ಕನ್ನಡ;Kazakh;Khmer;Korean;한국어;韩语;"
        "Latvian;Latviešu;Lithuanian;Lietuvių;Macedonian;Македонски;Malay;Bahasa Melayu;Malayalam;മലയാളം;Marathi;"
        "मराठी;Mongolian;Nepali;नेपाली;Norwegian;Norsk;Persian;Farsi;فارسی;Polish;Polski;Portuguese;"
        "Brazilian Portuguese;Português;Português Brasileiro;Português do Brasil;Punjabi;ਪੰਜਾਬੀ;Romanian;Română;"
        "Russian;Русский;Serbian;Српски;Srpski;Sinhala;සිංහල;Slovak;Slovenčina;Slovenian;Slovene;Slovenščina;"
        "Spanish;Español;Castellano;Swahili;Kiswahili;Swedish;Svenska;Tagalog;Tamil;தமிழ்;Telugu;తెలుగు;Thai;ไทย;"
        "ภาษาไทย;Turkish;Türkçe;Ukrainian;Українська;Urdu;اردو;Uzbek;Vietnamese;Tiếng Việt;Welsh;Cymraeg".split(";"),
    )
)
"""Names of languages, in English and in themselves, folded."""
SIGNS = pattern(r"[^\w\s]+")
"""What separates the names in a line of languages: "[ English | Français ]"."""
NAME_PARTS = pattern(r"[/|·()（）]")
"""What separates names of one language: "German / Deutsch", "Português (Brasil)"."""


def is_contents_list(outline: Outline, section: Node, block: Block) -> bool:
    """Tell whether a list holds links to places of the document it stands in, and so no entries."""
    if is_contents(section.heading) and _leads_inside(outline, block):
        return True
    return _leads_here(outline, block) or _leads_to_own_pages(outline, block) or _switches_language(outline, block)


def _leads_inside(outline: Outline, block: Block) -> bool:
    """Tell whether the items of a list are links to the page or to other files of the list, and nothing else."""
    texts = [outline.read(item.text) for item in items(block)]
    # "https://github.com/ann/list#saws" leads to a heading of the list
    leaves = any("://" in one.href and "#" not in one.href for shown in texts for one in shown.anchors)
    return not leaves and all(link_labels(shown) is not None for shown in texts if shown.anchors)


def _leads_to_own_pages(outline: Outline, block: Block) -> bool:
    """Tell whether the items of a list are links to places on its other pages or to translations, and nothing else."""
    if ".md" not in _first_link(block):
        return False  # common case
    texts = [outline.read(item.text) for item in items(block)]
    links = [one.href for shown in texts for one in shown.anchors if one.kind != "image"]
    are_links = all(link_labels(shown) is not None for shown in texts if shown.anchors)
    return are_links and len(links) > 1 and all(":" not in href and OWN_PLACE.fullmatch(href) for href in links)


def _switches_language(outline: Outline, block: Block) -> bool:
    """Tell whether the items of a list are links to its files, called by languages: "[Deutsch](docs/DE.md)".

    One of three names may be no language, since some are misspelt.
    """
    if not _names_language(_first_link(block).partition("[")[2].partition("]")[0]):
        return False  # common case
    texts = [shown for item in items(block) if (shown := outline.read(item.text)).anchors]
    links = [(shown.text[one.start : one.end], one.href) for shown in texts for one in shown.anchors]
    files = [file for _, href in links if (file := OWN_FILE.fullmatch(href))]
    is_one = len({file[1] for file in files if file[1]}) < 2 and 1 < len(files) == len(links)
    are_named = is_one and sum(_names_language(label) for label, _ in links) * 3 >= len(links) * 2
    return are_named and all(link_labels(shown) is not None for shown in texts)


def _names_language(label: str) -> bool:
    """Tell whether a text is the name of a language, or holds several of one: "German / Deutsch"."""
    return any(fold(part) in LANGUAGES for part in NAME_PARTS.split(label))


def are_languages(text: str) -> bool:
    """Tell whether a displayed text is the names of several languages and nothing else: "English | 中文"."""
    names = [fold(name) for name in SIGNS.split(text) if name.strip()]
    return len(names) > 1 and LANGUAGES.issuperset(names)


def _leads_here(outline: Outline, block: Block) -> bool:
    """Tell whether a list links to headings of the page by its full address: "https://github.com/ann/list#saws".

    A repository that moved has another owner in some links.
    """
    if "#" not in _first_link(block):
        return False  # common case
    links = [one.href.partition("#") for item in items(block) for one in outline.read(item.text).anchors]
    if len(links) < CONTENTS or len({README.sub("", page).rpartition("/")[2] for page, _, _ in links}) > 1:
        return False
    known = outline.once(heading_anchors)
    places = [place.casefold() for _, _, place in links]
    if any(item.level for item in items(block)):  # headings themselves, of the same names
        places = [AGAIN.sub("", place) for place in places]
    return sum(place in known for place in places) * 2 > len(links)


def _first_link(block: Block) -> str:
    """Return the text of the first item that may hold a link, else ""."""
    return next((item.text for item in items(block) if "](" in item.text), "")


def heading_anchors(outline: Outline) -> frozenset[str]:
    """Return the anchors that GitHub gives to the headings."""
    return frozenset(anchor(outline.heading_text(one)) for one in outline.sections if one.heading)
