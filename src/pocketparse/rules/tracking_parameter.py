"""Finds a link with a parameter that only tells where its reader came from.

The page is the same without it, and the same link copied elsewhere looks like another one.

```markdown
- https://example.org/saw?utm_source=newsletter
```

Write `https://example.org/saw`.
"""

import re
from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK206", "tracking-parameter", "info", "A link that tells where its reader came from.")
PARAMETER = pattern(
    r"[?&](utm_[a-z]+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|spm|share_(?:source|token|from)|spm_id_from"
    r"|vd_source|from_wecom|usp(?=="
    r"sharing)|ref_src|chksm|scene)=",
    re.IGNORECASE,
)


def check(page: Page) -> Iterator[Diagnostic]:
    """Find links with a known tracking parameter."""
    for link in page.links:
        match = PARAMETER.search(link.url) if "?" in link.url else None
        if match:
            yield CODE.found(f"{match[1]} in {link.url} says where readers come from", page.target(link))
