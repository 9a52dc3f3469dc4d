"""What one change says, in a few words for people."""

from pocketparse.changes import Change

SHOWN_LENGTH = 80
"""Characters of a value that are shown, at most."""
BEFORE_EDIT = 20
"""Characters in front of an edit that are shown, at most: the word that it is in may be a whole text in Chinese."""


def told(change: Change) -> str:
    """Return a change in words, without the name of what changed: "renamed from 'Dolly'"."""
    old, new = change.old, change.new
    what, _, how = change.kind.rpartition("-")
    match change.kind:
        case "entry-renamed" | "section-renamed":
            return f"renamed from {_shown(old)}"
        case "entry-moved":
            return f"moved from {_path(old)} to {_path(new)}"
        case "entry-starred":
            return "marked as new"
        case "entry-unstarred":
            return "no longer marked as new"
        case "star-count-changed":
            return f"{_count(old)} → {_count(new)} stars"
        case "version-changed":
            return f"list version {old or 'none'} → {new or 'none'}"
        case "link-edited":
            return f"link {_shown(old)} → {_shown(new)}"
        case "link-added" | "link-removed":
            return f"link {how}: {_shown(new or old)}"
        case "tags-edited" | "groups-edited" | "captions-edited":
            gone = [one for one in _members(old) if one not in _members(new)]
            come = [one for one in _members(new) if one not in _members(old)]
            return f"{what}: " + (
                ", ".join([f"-{_path(one)}" for one in gone] + [f"+{_path(one)}" for one in come]) or "reordered"
            )
        case "description-edited":
            return f"description: {' → '.join(_apart(str(old or ''), str(new or '')))}"
        case "attributes-edited":
            before, after = dict(old or {}), dict(new or {})  # type: ignore[arg-type]
            keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
            return "attributes: " + ", ".join(
                f"{key} {_shown(before.get(key))} → {_shown(after.get(key))}" for key in keys
            )
    return how


def title(change: Change) -> str:
    """Return the name of what changed, else its URL, else "unnamed"."""
    return change.name or change.url or "unnamed"


def _members(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _path(value: object) -> str:
    return " / ".join(map(str, value)) or "the top" if isinstance(value, tuple) else str(value)


def _count(value: object) -> str:
    return "no" if value is None else str(value)


def _apart(old: str, new: str) -> tuple[str, str]:
    """Return two texts from the word on in which they part, or from as far before it as there is room to show."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((at for at, (was, now) in pairs if was != now), min(len(old), len(new)))
    start = max(old.rfind(" ", 0, same) + 1, same - BEFORE_EDIT)
    mark = "…" if start else ""
    return _shown(mark + old[start:] or None), _shown(mark + new[start:] or None)


def _shown(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
