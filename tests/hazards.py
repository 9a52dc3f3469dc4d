"""Markdown made of hazardous lines: what could open, continue or end a block, and every construct of a list.

The pieces are plain tuples, so that hypothesis draws them (and shrinks what fails) and a seeded generator
can make hundreds of thousands of documents.
"""

import random
import re
from collections.abc import Iterator

from hypothesis import strategies as st

WORDS = (
    "",
    " ",
    "a",
    "Alpaca",
    "中文模型，开源。",
    "1 中文（Chinese）",
    "2 Tools",
    "* 【百川】（可商用）",
    "*【Qwen2.5】",
    "Foo (⭐3.1k)",
    "Foo*",
    "Q\\*",
    "【复旦】MOSS",
    "Lit-LLaMA \ufe0f",
    "**bold** and *em*",
    "32*A100 and 4*V100",
    "*em*",
    "_em_",
    "__bold text__",
    "(**bold**)",
    "**“quoted”** ",
    '**"quoted"**',
    "a**b**c",
    "中**粗**体",
    "**注意**：说明*是*。",
    "Q* or M*, (N*)",
    "*\u2028em* or *\u2028* none",
    "7`s",
    "~~ once",
    "&#8230;&#159;&#55296;",
    "🔥**a**🔥_b_",
    "**a*",
    "*a**",
    "***a***",
    "_a_b",
    "*a _b* c_",
    "snake_case_name",
    "``sink''",
    "`code`",
    "``a`",
    "~~gone~~",
    "<b>bold</b>",
    "<RET>",
    "<!-- no -->",
    "<!-- n-o --> yes",
    "a&nbsp;b &lt;x&gt;",
    "&amp; &#42; &copy;",
    "a  \nb",
    "a\\\nb",
    "\u2003em space\u200b",
    "\xa0nbsp\xa0",
    "\x0bvt\x0c",
    "next\u2028line\x85",
    "\x1c\x1d",
    "\x00nul",
    "👩‍🏫🇨🇳1️⃣",
    "עברית",
    "(Ver. 2.1)",
)
LINKS = (
    "https://github.com/a/b",
    "https://github.com/a/b。后文",
    "(https://a.org/x_(y))",
    "http://a.b/?q=*x*_y_",
    "https://https://a.org",
    "hhttps://a.org",
    "github.com/a/b",
    "gorilla.cs.berkeley.edu",
    "Label: https://a.org/x",
    "说明：https://a.org/x",
    "https://a.org https://b.org",
    "https://a.org, https://b.org",
    "[text](https://a.org)",
    "[text](<https://a.org/x y> 'title https://b.org')",
    "[text]( https://a.org  )",
    "[https://a.org](https://b.org)",
    "[text][ref]",
    "[ref]",
    "[ref][]",
    "[x](#anchor)",
    "[x](./path)",
    "[x]()",
    "[![alt](https://i.org/i.png)](https://a.org)",
    "![alt](https://i.org/i.png)",
    "![alt][ref]",
    "<https://a.org>",
    "<me@a.org>",
    "me@a.org",
    "<a href='https://a.org'>x</a>",
    '<img src="https://i.org/i.png">',
    "**Github**: https://github.com/a/b",
    "**注意**：说明",
    "`https://a.org`",
    "\\[x](https://a.org)",
    "[a](https://a.org)([解读](https://b.org)，[PDF](https://c.org))",
    "题目（解读 [上](https://a.org) [下](https://b.org) / PPT [上](https://c.org)）",
    "[a](https://a.org\n)",
    "[a [b](https://b.org)](https://a.org)",
    "https://",
    "https://中文",
    "://",
    "https://a.org|https://b.org",
    "https://a.org/*x*",
    "*https://a.org*",
    "**[text](https://a.org)**",
    "[**text**](https://a.org)",
    "[`text` and _more_](https://a.org)",
    '[text](https://a.org "title")',
    "[text](https://a.org/x_(y)?a=1&b=2)",
    "[text](https://a.org/?a=1&copy;)",
    "[![alt][ref] ![alt][r]](https://a.org)",
    "[![alt](https://i.org/i.png 'title')](https://a.org)",
    "![*alt*](https://i.org/i.png)",
    "javascript:alert(1)",
    "mailto:a@b.c",
    "//a.org/x",
)
# HTML as CommonMark 6.6 reads it, and what only looks like it.
TAGS = (
    "<b>",
    "</b>",
    "</b >",
    "</b x>",
    "<b/>",
    "<b / >",
    "< b>",
    "<b x>",
    "<b x=>",
    "<b x=y>",
    "<b x='y'z=1>",
    '<b x="y" z = 1 >',
    '<b x="y>',
    "<b 'x'>",
    "<1>",
    "<b*>",
    "<RET/>",
    "<br>",
    "<br />",
    "<a>",
    "<a href=https://a.org>",
    "<a href=\"https://a.org\" title='https://b.org'>",
    "<a href = 'https://a.org'>",
    "<a HREF='#x'>",
    "<img>",
    "<img alt=x>",
    "<img src='https://i.org/i.png' alt='a > b'>",
    "</a>",
    "</a href='https://a.org'>",
    "<!-->",
    "<!--->",
    "<!-- -- -->",
    "<!A b>",
    "<!a>",
    "<?a?>",
    "<![CDATA[a]]>",
    "<https://a.org/*x*>",
    "<https://a.org x>",
    "<a@b>",
    "<x:>",
    "<a.b:c>",
)
STARTS = (
    "",
    "# ",
    "## ",
    "### ",
    "### ",
    "###  ",
    "#### ",
    "###",
    "#",
    "####### ",
    "- ",
    "- ",
    "-",
    "-   ",
    "-     ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "1.",
    "10. ",
    "1234567890. ",
    "  - ",
    "    - ",
    "      ",
    "    ",
    "   ",
    "\t",
    "\t- ",
    "-\t",
    "  ",
    "   1. ",
    "  <p>",
    "> ",
    "> - ",
    ">",
    "> ### ",
    "- ### ",
    "- > ",
    "- - ",
    "- 1. ",
    "|",
    "| ",
    "[ref]: ",
    "- [ref]: ",
    "   [ref]: ",
    "[",
    "<",
    "\\",
    "\xa0",
    "\u3000",
    "_",
    "*",
    "+",
    "=",
    ":",
    "`",
    "~",
    "%",
    "!",
    "·",
    "【",
    "（",
    "<li>",
    "<ul><li>",
    "</li><li>",
    "<tr><td>",
    "<table><tr><td>",
    "</td><td>",
    "</details><details><summary>",
)
LINES = (
    "",
    "",
    " ",
    "   ",
    "\t",
    "\xa0",
    "---",
    "- - -",
    "***",
    "___",
    "===",
    "--",
    "-",
    "- ",
    "*",
    "+",
    "1.",
    "=",
    "```",
    "````",
    "~~~",
    "``` python",
    "```sh",
    "```sh ",
    "  ``` ",
    "  ```",
    "    ```",
    "\t```",
    "\tx",
    "  x",
    "```a`b",
    "<div>",
    "</div>",
    "<details><summary>x</summary>",
    "</details>",
    "<!--",
    "-->",
    "<!-- https://a.org -->",
    "<ul></ul>",
    "</li></ul>",
    "<ol>",
    "</tr></table>",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<?",
    "?>",
    "<![CDATA[",
    "]]>",
    "<!A>",
    "<br/>",
    "<a href='https://a.org'>",
    "|---|---|",
    "|---|",
    "---|---",
    "|:-:|",
    "| a | b |",
    "|a|b|c|",
    "|a",
    "a|b",
    "|||",
    "| \\| | `|` |",
    "|*【Qwen】|Q\\*||",
    "*训练/推理*",
    "**相关文章**：",
    "相关文章：",
    "[TOC]",
    "[ref]: https://a.org/ref",
    "[ref]: <https://a.org/ref> 'title'",
    "[ref]:",
    "[other]: /path",
    "[^1]: note https://a.org",
    "# ",
    "## ",
    "### ",
    "##",
    "### * ",
    "## 4 ",
    "# 清单 (Ver. 2.1)",
    "## 1 中文（Chinese）",
    "## 2 Tools",
    "### Foo",
    "### foo",
    "### Foo ###",
    "### Foo #",
    "### * 【Bar】（可商用）",
    "> 持续更新中 (Continuously Updated)...",
)


def line(pick: "random.Random") -> str:
    """Make one line: a whole one, or a start and what follows."""
    if pick.random() < 0.4:
        return pick.choice(LINES)
    text = pick.choice(STARTS) + pick.choice(pick.choice((LINKS, WORDS, WORDS, TAGS)))
    return text + (" " + pick.choice(WORDS) if pick.random() < 0.2 else "")


def documents(count: int, seed: int, length: int = 8) -> Iterator[str]:
    """Make documents of up to `length` hazardous lines; the same for the same seed."""
    pick = random.Random(seed)
    for _ in range(count):
        yield "\n".join(line(pick) for _ in range(pick.randint(1, length)))


SLIPS = (
    *'*_`[]()|<>"“”⭐1\\、（）@-\n',
    *("](", ", ", "; ", ": ", ". ", " - ", "2020", "<br>", "  ", "by ", "\n\n", "https://"),
)
"""What slips into a text."""


def slipped(text: str, seed: object, most: int = 3) -> str:
    """Return a text with up to `most` slips: one of SLIPS put in, or a few characters left out; the same for a seed."""
    pick = random.Random(f"{seed} {text}")
    for _ in range(pick.randint(1, most)):
        at = pick.randint(0, len(text))
        slip = pick.choice(SLIPS) if pick.random() < 0.6 else ""
        text = text[:at] + slip + text[at if slip else at + pick.randint(1, 6) :]
    return text


def markdown(max_lines: int = 14) -> st.SearchStrategy[str]:
    """Draw documents of hazardous lines, of lists as they ought to be, and of both mixed."""
    mixed = st.builds(
        lambda start, text, more: f"{start}{text}{more}",
        st.sampled_from(STARTS),
        st.sampled_from(LINKS + WORDS + TAGS),
        st.sampled_from(("", "", " ", " #", "  ", *WORDS)),
    )
    junk = st.text(
        alphabet=st.sampled_from("ab *_[]()<>`~#|-+=:!&\\/.\n\t\r 中。：（）【】⭐\ufe0f\u200b1"), max_size=12
    )
    lines = st.one_of(st.sampled_from(LINES), mixed, entry(), table(), junk)
    return st.lists(lines, min_size=1, max_size=max_lines).map("\n".join)


def entry() -> st.SearchStrategy[str]:
    """Draw an entry: a heading, link bullets, a paragraph."""
    return st.builds(
        lambda heading, name, links, text: "\n".join([f"{heading} {name}", *(f"- {url}" for url in links), "", text]),
        st.sampled_from(("###", "###", "##", "####", "#")),
        st.sampled_from(WORDS),
        st.lists(st.sampled_from(LINKS), max_size=3),
        st.sampled_from(WORDS + LINKS),
    )


def table() -> st.SearchStrategy[str]:
    """Draw an index table, its rows short, wide or even."""
    cell = st.sampled_from((*WORDS, "Foo", "Bar", "百川", "a\\|b"))
    row = st.lists(cell, min_size=1, max_size=4).map(lambda cells: f"|{'|'.join(cells)}|")
    return st.builds(
        lambda header, width, rows: "\n".join([header, "|" + "---|" * width, *rows]),
        row,
        st.integers(1, 4),
        st.lists(row, max_size=3),
    )


def versions(seed: int, text: str) -> list[str]:
    """Return versions of a list made of hazardous lines and of the chunks of a text.

    Each drops, repeats and reorders chunks of the one before.
    """
    pick = random.Random(seed)
    pool = [*documents(12, seed), *re.split(r"\n(?=#+ )", text)]
    version = pick.choices(pool, k=8)
    texts = []
    for _ in range(12):
        version = [part for part in version if pick.random() < 0.9] + pick.choices(pool, k=pick.randrange(3))
        if pick.random() < 0.3:
            pick.shuffle(version)
        texts.append(pick.choice(("\n", "\n\n", "\n## ", "\n### ")).join(version))
    return texts
