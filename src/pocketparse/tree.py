"""Blocks → Nodes: a tree of headings, each with its body."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby, pairwise

from pocketparse.cache import Cached, Results
from pocketparse.links import has_glued_bullet, is_url_line
from pocketparse.markup.block import Block, BlockKind, is_flat
from pocketparse.markup.memory import Chunk, Memory
from pocketparse.patterns import pattern
from pocketparse.titles import names_contents

HOLDERS = frozenset(("list", "item", "quote", "details"))
"""Kinds of blocks with children."""
AUTOLINK = pattern(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*)>")
"""A URL in angle brackets (CommonMark 6.5)."""
LINKED_PICTURE = pattern(
    r"(?:<a\s[^<>]*>\s*<img\s[^<>]*>\s*</a>|\[!\[[^\[\]]*\]\([^()\s]*\)\]\([^()\s]*\))(?:\s|&nbsp;)+(?=\S)"
)
"""A linked picture followed by text, such as the URL that it leads to."""
URL_LINK = pattern(r"\[([A-Za-z][A-Za-z0-9+.-]*://[^\[\]\s]*)\]\([^()\s]*\)$")
"""A Markdown link whose text is a URL: "[https://oak.example](…)"."""
LINE_BREAK = pattern(r"(?<![ \t])[ \t]*<br\s*/?>[ \t]*$", re.IGNORECASE)
"""A <br> tag at the end of a line."""
OWN_PAGE = pattern(r"\]\((?!#)[^\s():]+\)\s*$")
"""Link with a relative path at the end of a heading: "[Trees](trees/list.md)"."""
STARTS = frozenset(("heading", "section end"))
"""Kinds of blocks that start a section: blocks behind a section end belong to one without a heading."""
CONTENTS_LEVEL = 2
"""Deepest level of a heading "Contents" that keeps deeper headings out: they are no subsections of it."""
NOTHING: list[Block] = []
"""The free blocks of a section that was claimed whole; one shared list, to save memory."""
FLAT = "flat"
Kinds = tuple[str, ...]
"""The kinds of the blocks of a body in order, FLAT for a flat list: ("paragraph", "list")."""
LISTS = frozenset({FLAT, "list"})
LONE_LISTS = frozenset[Kinds]({(FLAT,), ("list",)})
"""`Node.kinds` of a body that is one list."""
UNTAKEN: Set[Block] = frozenset()
"""The claimed blocks of a section of which nothing is claimed; one shared set, to save memory."""


class Node(Cached):
    """A section of the outline: a heading and the blocks up to the next one, before it is a Section or an entry.

    The root has no heading and level 0; some others have no heading.
    """

    __slots__ = (
        "_free",
        "_kinds",
        "_leads",
        "_taken",
        "body_unplaced",
        "children",
        "heading",
        "late",
        "level",
    )

    def __init__(self, heading: Block | None, level: int, body: list[Block]) -> None:
        """Start a section without subsections."""
        self.heading = heading
        self.level = level
        self.children: Sequence[Node] = ()
        self.late: Chunk | None = None
        """The chunk that moves the blocks of the body to their positions in this version; None once that is done."""
        self.results: Results | None = None
        self.body_unplaced = body
        """The body for its texts only: positions may still be those in the previous version (`late`)."""
        self._free = body
        self._taken: Set[Block] = UNTAKEN
        self._leads: bool | None = None
        self._kinds: Kinds | None = None

    @property
    def body(self) -> list[Block]:
        """The blocks below the heading."""
        self._settle()
        return self.body_unplaced

    @property
    def free(self) -> list[Block]:
        """The blocks of the body that no dialect has claimed yet."""
        if self._free:
            self._settle()
        return self._free

    def _settle(self) -> None:
        """Move the blocks of the body to their positions in this version, if that is still to do."""
        if self.late is not None:
            self.late.settle()
            self.late = None

    @property
    def is_taken(self) -> bool:
        """Tell whether nothing is left to claim: there are no subsections and no free blocks."""
        return not (self._free or self.children)

    @property
    def is_untouched(self) -> bool:
        """Tell whether no block of the body was claimed."""
        return len(self._free) == len(self.body_unplaced)

    def stretches(self) -> Iterator[list[Block]]:
        """Yield each run of successive blocks of the body of which nothing was claimed, nested blocks included."""
        if not self._taken:
            yield self.body
            return
        free = set(self.free)
        for is_free, run in groupby(self.body, lambda block: block in free and not _holds_any(block, self._taken)):
            if is_free:
                yield list(run)

    def add(self, child: "Node") -> None:
        """Append a subsection."""
        if isinstance(self.children, list):
            self.children.append(child)
        else:
            self.children = [child]

    def take(self, taken: set[Block]) -> None:
        """Note that blocks were claimed."""
        self._taken = taken
        if taken.issuperset(self._free):  # nearly all that was claimed at all
            self._free = NOTHING
        else:
            self._free = [block for block in self._free if block not in taken]

    def has_taken(self, block: Block) -> bool:
        """Tell whether a block was claimed, wherever in the body it stands."""
        return block in self._taken

    def again(self, length: int, chunk: Chunk) -> bool:
        """Reuse this section for the next version if its body is unchanged; return whether it was reused.

        The body is unchanged if it and the new body, of `length` blocks, are each all that the chunk holds below its
        heading.
        """
        if not len(self.body_unplaced) == length == len(chunk.blocks) - 1:
            return False
        self.children = ()
        self.late = chunk
        self._free = self.body_unplaced
        self._taken = UNTAKEN
        return True

    @property
    def blocks(self) -> list[Block]:
        """The heading, if there is one, followed by the body."""
        return self.body if self.heading is None else [self.heading, *self.body]

    @property
    def is_named(self) -> bool:
        """Tell whether there is a heading with a text."""
        return self.heading is not None and bool(self.heading.text)

    @property
    def kinds(self) -> Kinds:
        """The kinds of the blocks of the body in order, FLAT for a flat list."""
        if self._kinds is None:
            self._kinds = tuple([FLAT if is_flat(block) else block.kind for block in self.body_unplaced])
        return self._kinds

    def all_blocks(self, *, items: bool = True) -> Iterator[Block]:
        """Yield the blocks of the body for their texts only, nested ones too, the last one first.

        Without `items` the items of flat lists are left out, and not made.
        """
        stack = list(self.body_unplaced)
        while stack:
            block = stack.pop()
            if block.kind in HOLDERS and (items or not is_flat(block)):
                stack += block.children
            yield block

    @property
    def leads_with_link(self) -> bool:
        """Tell whether the first line under the heading is only a URL, as bullet or paragraph.

        Never below a heading that links to a relative path: there the URL belongs to one item of that page.
        """
        if self._leads is None:
            leads = _leads_with_link(self.body_unplaced)
            self._leads = leads and not (self.heading and OWN_PAGE.search(self.heading.text))
        return self._leads

    def walk(self) -> Iterator["Node"]:
        """Yield this section and all below it in document order."""
        stack = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.children))


def tree(top: list[Block], memory: Memory | None) -> Node:
    """Return the root of the tree of sections; with `memory`, unchanged sections of the previous version are reused.

    Blocks behind a details element with sections in it form a section without a heading, in the section around the
    element.
    """
    heads = [at for at, block in enumerate(top) if block.kind in STARTS]
    held = memory.held if memory else {}
    root = Node(None, 0, top[: heads[0]] if heads else top)
    stack = [root]
    for at, end in pairwise([*heads, len(top)]):
        heading = top[at]
        while stack[-1].level >= heading.level:
            stack.pop()
        parent = stack[-1]
        if heading.kind == "section end":
            if end > at + 1:
                parent.add(Node(None, heading.level, top[at + 1 : end]))
            continue
        chunk = held.get(heading)
        section = heading.cached(tree) if chunk else None
        if not (chunk and section and section.again(end - at - 1, chunk)):
            section = Node(heading, heading.level, top[at + 1 : end])
            if chunk is not None:
                section.late = chunk
                heading.cache(tree, section)
        parent.add(section)
        if not is_contents(heading):
            stack.append(section)
    return root


def is_contents(heading: Block | None) -> bool:
    """Tell whether a heading is over the table of contents: deeper headings behind it are no subsections of it."""
    return heading is not None and heading.level <= CONTENTS_LEVEL and names_contents(heading.text[:])


def _leads_with_link(body: list[Block]) -> bool:
    if not body:
        return False
    first = body[0]
    if is_flat(first):
        line = first.head
    else:
        block = first.children[0] if first.kind == "list" and first.children else first
        text = LINKED_PICTURE.sub("", block.text, 1) if block.text.startswith(("<a ", "[![")) else block.text
        line = text.partition("\n")[0].strip()
        if has_glued_bullet(line):
            line = line[1:]
    if "<" in line and (first.kind == "paragraph" or (AUTOLINK.fullmatch(line) and not _is_list_alone(body))):
        line = AUTOLINK.sub(r"\1", LINE_BREAK.sub("", line))
    if line.startswith("["):
        line = URL_LINK.sub(r"\1", line)
    label, _, url = line.replace("：", ": ").partition(": ")
    return is_url_line(line) or (is_url_line(url.strip()) and "](" not in label)


def _is_list_alone(body: Sequence[Block]) -> bool:
    """Tell whether a body is one list of several items, each of which stands for a thing."""
    return len(body) == 1 and body[0].kind == "list" and len(body[0].children) > 1


def _holds_any(block: Block, taken: Set[Block]) -> bool:
    """Tell whether a block holds a claimed one, at any depth."""
    return any(child in taken or _holds_any(child, taken) for child in block.children)


def within(blocks: Iterable[Block], kind: BlockKind) -> Iterator[Block]:
    """Yield the blocks of a kind among some blocks and in details elements among them, and tables in items."""
    for block in blocks:
        if block.kind == kind:
            yield block
        elif block.kind == "details" or (kind == "table" and block.kind in ("list", "item") and not is_flat(block)):
            yield from within(block.children, kind)
