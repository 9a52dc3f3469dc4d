"""URLs as written → Links: repair, kind and canonical identifier; KINDS is the table of known hosts."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from pocketparse import codes
from pocketparse.codes import Code
from pocketparse.identity import host_end
from pocketparse.new_records import new_link
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Link, LinkRole, Span
from pocketparse.source import line_span


class Kind(NamedTuple):
    """A kind of link: a name for hosts whose URLs have an identifier in path or query."""

    name: str
    hosts: tuple[str, ...]
    ref: re.Pattern[str]
    """Finds the identifier in what follows the host: its groups joined by "/", behind a group `type` and a colon."""
    typed: bool
    """Whether `ref` has the group `type`, which is its first then: "datasets:ann/oak"."""
    is_forge: bool
    """Whether the identifiers are repositories, "owner/name"; OWN_PAGES are no owners."""


def _kind(name: str, hosts: str, ref: str) -> Kind:
    return Kind(name, tuple(hosts.split()), pattern(ref), "(?P<type>" in ref, ref == OWNER_NAME)


NAME = r"[^/?#\s]+"
# Pages of the site itself stand where an owner does.
OWN_PAGES = frozenset(
    "topics orgs organizations features sponsors marketplace settings search collections trending apps about users "
    "stars login signup contact enterprise pricing site".split()
)
HUGGINGFACE_PAGES = (
    "docs|blog|posts|learn|tasks|join|new|pricing|settings|chat|enterprise|organizations|inference-endpoints|search|"
    "metrics|models|datasets|spaces|kernels|papers|collections"
)
OWNER_NAME = rf"^/({NAME})/({NAME})"
KINDS = (
    _kind("github", "github.com raw.githubusercontent.com", OWNER_NAME),
    _kind("gitlab", "gitlab.com", OWNER_NAME),
    _kind("gitee", "gitee.com", OWNER_NAME),
    _kind("bitbucket", "bitbucket.org", OWNER_NAME),
    _kind("codeberg", "codeberg.org", OWNER_NAME),
    _kind(
        "huggingface",
        "huggingface.co hf.co",
        rf"^/(?:(?P<type>datasets|spaces|papers|collections)/)?(?!(?:{HUGGINGFACE_PAGES})(?:[/?#]|$))({NAME})(?:/({NAME}))?",
    ),
    _kind("modelscope", "modelscope.cn modelscope.com", rf"^/(?P<type>models|datasets|studios)/({NAME})/({NAME})"),
    _kind(
        "arxiv",
        "arxiv.org export.arxiv.org browse.arxiv.org",
        r"^/(?:abs|pdf|html)/(\d{4}\.\d{4,5}|[A-Za-z.-]+/\d{7})",
    ),
    _kind("doi", "doi.org dx.doi.org", r"^/(10\.\d{4,9})/(\S+)$"),
    _kind("openreview", "openreview.net", r"[?&]id=([\w-]+)"),
    _kind("weixin", "mp.weixin.qq.com", rf"^/s/({NAME})"),
    _kind("zhihu", "zhihu.com zhuanlan.zhihu.com", r"^/(?:p|question)/(\d+)"),
    _kind("youtube", "youtube.com m.youtube.com", r"^/(?:watch\?(?:.*&)?v=|embed/|shorts/)([\w-]{11})"),
    _kind("youtube", "youtu.be", r"^/([\w-]{11})"),
    _kind("bilibili", "bilibili.com m.bilibili.com", r"^/video/(\w+)"),
    _kind("colab", "colab.research.google.com colab.google.com", r"^/(?:drive|github|gist)/(.+?)(?:[?#]|$)"),
    _kind("kaggle", "kaggle.com", rf"^/(?P<type>datasets|code|competitions|c|models)/({NAME})(?:/({NAME}))?"),
    _kind("pypi", "pypi.org pypi.python.org", rf"^/(?:project|pypi)/({NAME})"),
    _kind("npm", "npmjs.com npmjs.org", rf"^/package/((?:@{NAME}/)?{NAME})"),
    _kind("crates", "crates.io", rf"^/crates/({NAME})"),
    _kind("docker", "hub.docker.com", rf"^/(?:r|_)/({NAME})(?:/({NAME}))?"),
    _kind("wikipedia", "wikipedia.org", rf"^/wiki/({NAME})"),
    _kind("twitter", "twitter.com x.com", rf"^/(?!(?:intent|share|hashtag|search|home|explore|i)(?:[/?#]|$))({NAME})"),
)
ALIASES = {"c": "competitions"}
"""Other spellings of a type in a path: kaggle.com/c/titanic is kaggle.com/competitions/titanic."""
FORGES = frozenset(kind.name for kind in KINDS if kind.is_forge)
BY_HOST = {host: kind for kind in KINDS for host in kind.hosts}

PARTS = pattern(r"(?!(?i:mailto:))[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)(.*)", re.DOTALL)
WEB = pattern(r"https?://([^\s:/?#]+)([/?#][^\s:]*)?(:(?!//)[^\s:]*)*")
"""A well-formed web URL; its groups are the host, the rest up to a colon, and what follows the last colon."""
ASCII_WEB = pattern(r"https?://([!\"$-.0-9;->@-~]+)([/?#][!-9;-~]*)?(:(?!//)[!-9;-~]*)*")
"""WEB for URLs of visible ASCII characters, as nearly all are: it matches in half the time."""
ABSOLUTE = pattern(r"^[a-z][a-z0-9+-]*:(?://)?[^\s/]", re.IGNORECASE)
SCRIPT = pattern(r"^(?:javascript|vbscript|data):", re.IGNORECASE)
"""Schemes of URLs that run a script or hold a file; renderers of Markdown refuse to link them."""
SUBDOMAIN = pattern(r"^(?:m|[a-z]{2}(?:-[a-z]+)?)\.(?=\w+\.\w+)")
"""Subdomain of a mobile site or a language: "m.youtube.com", "en.wikipedia.org"."""
SPACE = pattern(r"\s")
"""White space, which a URL between < and > may hold and browsers write as %20."""
DOUBLED = pattern(r"^(?:https?:/{0,2})+(?=https?://)", re.IGNORECASE)
MISTYPED = pattern(r"^(?!https?://)(?:h+t+p+s*|h?t{1,3}ps?)(?::/{1,3}|//|;//)(?=[^\s/])", re.IGNORECASE)
DOMAIN = pattern(r"^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?$", re.IGNORECASE)
SURE_HOST = pattern(r"(?:[a-z][a-z0-9-]*\.){2,}(?:com|org|net|edu|gov|io)/")
"""A host of three labels or more that no folder is called, and a path: "docs.oak.org/saws"."""
# Without a path, only these endings make a bare host: "gorilla.cs.berkeley.edu" is one, "train.py" is a file.
HOST_ENDINGS = frozenset(
    "com org net edu gov io ai dev app co cn jp kr tw hk uk de fr eu us ca in info me xyz site tech cc".split()
)
# None of these is a top-level domain, and a path may follow a product as it does a host: "Vue.js/Nuxt".
FILE_ENDINGS = frozenset("js jsx ts tsx py cfg json yml yaml toml txt css html".split())
EMAIL = pattern(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")


def repair(url: str, line: bool = False) -> tuple[str | None, Code | None]:
    """Return the absolute, repaired form of a URL, None if there is none, and the code of what was wrong with it.

    `line` says that the URL is all its line holds, so that "gorilla.cs.berkeley.edu" can only be one.
    """
    if url.startswith(("https://", "http://")) and url.find("://", 8) < 0:
        return url, None
    if DOUBLED.match(url):
        return DOUBLED.sub("", url), codes.DOUBLED_SCHEME
    if mistyped := MISTYPED.match(url):
        scheme = "https://" if "s" in mistyped[0].lower() else "http://"
        return scheme + url[mistyped.end() :], codes.MISTYPED_SCHEME
    if ABSOLUTE.match(url):
        return (None if SCRIPT.match(url) else url), None
    if url.startswith("//") and DOMAIN.match(url[2:]):
        return f"https:{url}", None
    if EMAIL.match(url):
        return f"mailto:{url}", None
    if DOMAIN.match(url) and (url.startswith("www.") or _is_sure_host(url) or (line and _is_host(url))):
        return f"https://{url}", codes.MISSING_SCHEME
    return None, None


BULLETS = ("-", "*", "+")
GLUED_BULLET = pattern(r"[-*+][a-z]+://", re.IGNORECASE)


def has_glued_bullet(line: str) -> bool:
    """Tell whether a line is a URL behind a bullet without a space: "-https://oak.org"."""
    return line[:1] in BULLETS and GLUED_BULLET.match(line) is not None


def is_url_line(text: str) -> bool:
    """Tell whether a text is a URL and nothing else, if need be after repair."""
    if not text[:1].isascii() or " " in text:
        return False
    if _web(text):
        return True
    return text.split(None, 1) == [text] and repair(text, line=True)[0] is not None


def _web(url: str) -> re.Match[str] | None:
    """Return the match of a well-formed web URL, None for other texts."""
    return ASCII_WEB.fullmatch(url) or WEB.fullmatch(url)


def classify(href: str | None, url: str) -> tuple[str, str | None]:
    """Return the kind of a link and its canonical identifier in that kind."""
    if href is None:
        if url.startswith(("#", "./#")):
            return "anchor", url.partition("#")[2].strip() or None
        return ("script" if SCRIPT.match(url) else "relative"), None
    parts = PARTS.match(href)
    if parts is None:
        return ("email", href[7:].split("?")[0]) if href.lower().startswith("mailto:") else ("web", None)
    return _at_host(*parts.groups())


def repository_name(url: str) -> str:
    """Return the name of the repository at a URL, "oak"; "" for a page within a repository and for other URLs."""
    kind, ref = classify(url, url)
    is_root = kind in FORGES and ref is not None and url.rstrip("/").removesuffix(".git").endswith(ref)
    return ref.rpartition("/")[2] if ref and is_root else ""


def _at_host(host: str, rest: str) -> tuple[str, str | None]:
    """Return the kind of a host, and the identifier in the `rest` of its URL."""
    kind = BY_HOST.get(host) or _kind_of(host)
    return (kind.name, _ref(kind, rest)) if kind else ("web", None)


@lru_cache(maxsize=1024)  # most hosts of a list are none of these, and come again
def _kind_of(host: str) -> Kind | None:
    """Return the kind of a host as written: with a user, a port, capitals, "www." or a language in it."""
    host = host.lower().rpartition("@")[2].partition(":")[0].removeprefix("www.")
    return BY_HOST.get(host) or (BY_HOST.get(SUBDOMAIN.sub("", host)) if host.count(".") > 1 else None)


def _is_host(url: str) -> bool:
    host, slash, _ = url.partition("/")
    ending = host.partition(":")[0].rpartition(".")[2].lower()
    if slash:
        return ending not in FILE_ENDINGS
    return ending in HOST_ENDINGS and (host == host.lower() or host.count(".") > 1)  # "ASP.NET" is a name


def _is_sure_host(url: str) -> bool:
    """Tell whether a URL without scheme cannot be a file: its host is known, or SURE_HOST fits: "docs.oak.org/saws"."""
    return _kind_of(url[: host_end(url)]) is not None or SURE_HOST.match(url) is not None


def _ref(kind: Kind, rest: str) -> str | None:
    if kind.is_forge:
        repository = kind.ref.match(rest)
        if repository is None or repository[1] in OWN_PAGES:
            return None
        return f"{repository[1]}/{repository[2].removesuffix('.git')}"
    match = kind.ref.search(rest)
    if match is None:
        return None
    groups = match.groups()
    ref = "/".join(filter(None, groups[1:] if kind.typed else groups))
    if kind.name == "huggingface":
        # "models" is what the site leaves out of its own paths; one name alone is an account.
        return f"{groups[0] or ('models' if groups[2] else 'users')}:{ref}"
    ref = f"{ALIASES.get(groups[0], groups[0])}:{ref}" if kind.typed and groups[0] else ref
    return unquote(ref) if "%" in ref else ref


def make_link(
    url: str,
    span: Span,
    role: LinkRole,
    *,
    href: str | None = None,
    text: str | None = None,
    group: str | None = None,
) -> Link:
    """Return the record of a link; `href` is the URL with its escapes resolved, if it has any."""
    resolved = href or url
    absolute: str | None = resolved
    sound = _sound(resolved)
    if sound is None:
        absolute, _ = repair(resolved, role == "list")
        sound = classify(absolute, resolved)
        absolute = absolute and SPACE.sub(lambda space: quote(space[0]), absolute)
    return new_link(url, absolute, text or None, group or None, role, *sound, span)


def url_link(text: str, line: int, start: int) -> Link | None:
    """Return what `make_link` returns for a well-formed URL alone on a line, None for other texts.

    It stands on a line, counted from 0, at an offset.
    """
    sound = _sound(text)
    if sound is None:
        return None
    kind, ref = sound
    return new_link(text, text, None, None, "list", kind, ref, line_span(line, start, start + len(text)))


def _sound(url: str) -> tuple[str, str | None] | None:
    """Return kind and identifier of a well-formed web URL, None for other texts."""
    match = _web(url)
    if match is None:
        return None
    host, rest, colon = match.groups()
    if colon is not None:
        return classify(url, url)  # of a port, or of its path
    return _at_host(host, rest or "")


def address(link: Link | None) -> str | None:
    """Return the URL of a link to show to others: absolute where it can be, else as written; None for a script."""
    return None if link is None or link.kind == "script" else link.href or link.url


def host_of(place: str) -> str:
    """Return the host of a URL as written, with its port and without "www.", or the whole text if it is a path.

    `Link.host` is that of a record, in lower case and without port, which takes six times as long to find.
    """
    rest = place.partition("://")[2]
    return rest[: host_end(rest)].removeprefix("www.") or place


def diagnose(link: Link) -> Diagnostic | None:
    """Return the diagnostic of a link whose URL was repaired, None for other links."""
    if link.href is None or link.href == link.url:
        return None
    _, code = repair(link.url, link.role == "list")
    return code.found(f"{link.url} was read as {link.href}", link.span) if code else None
