"""Files that are written whole or not at all."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from errno import EACCES, EINVAL, EISDIR
from pathlib import Path
from typing import BinaryIO

from pocketparse.patterns import pattern

# Names of streams that are open already. To open one anew would empty the file behind it, or write over what
# others have written there: `pocketparse -o /dev/stdout >> log`.
STREAM = pattern(r"/dev/(stdout|stderr)|/(?:dev|proc/self)/fd/([0-9]{1,9})")  # a longer number is no stream's
NUMBERS = {"stdout": 1, "stderr": 2}

Opener = Callable[[str], BinaryIO]
"""Opens a file of a folder for writing, by its name."""


def is_directory(path: str | Path) -> bool:
    """Tell whether a path is a folder; False where the system cannot tell, as for a name that is too long."""
    with suppress(OSError):
        return Path(path).is_dir()
    return False


def held(path: Path) -> bytes | None:
    """Return the bytes of a file, None where it does not exist.

    Raises:
        OSError: it cannot be read, or is something else than a file: a pipe would wait for what nobody writes.
    """
    if not path.exists():
        return None
    if not path.is_file():
        raise OSError(EINVAL, "Not a regular file", str(path))
    return path.read_bytes()


@contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """Open a binary file that takes the place of `path` when the block ends, and never if it fails.

    The bytes go to a temporary file in the same folder. The new file keeps the mode of the old one; a
    symbolic link stays, and what it points to is replaced. A pipe, a device or an open stream is written
    straight.

    Raises:
        OSError: the file cannot be written.
    """
    if stream := STREAM.fullmatch(str(path)):
        with os.fdopen(os.dup(NUMBERS.get(stream[1]) or int(stream[2])), "wb") as out:
            yield out
        return
    target = Path(path)
    try:
        old = target.stat()
    except FileNotFoundError:
        old = None
        if str(path).endswith("/"):  # Path drops the slash, and a file would be made where a folder is meant
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path)) from None
    if old and not stat.S_ISREG(old.st_mode):
        with target.open("wb") as out:
            yield out
        return
    # Replacing asks leave of the folder only; a read-only file is meant to stay.
    if old and not os.access(target, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES), str(path))
    target = target.resolve()
    temporary = target.with_name(f".pocketparse-{os.urandom(6).hex()}.tmp")
    try:
        with temporary.open("xb") as out:
            yield out
        if old:
            with suppress(AttributeError, PermissionError):  # not on Windows; only root may give files away
                os.chown(temporary, old.st_uid, old.st_gid)
            temporary.chmod(stat.S_IMODE(old.st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def folder(path: str | Path) -> Iterator[Opener]:
    """Yield a function that opens files of a folder; when the block ends all of them are replaced, or none.

    The folder is made where there is none; other files in it stay.

    Raises:
        OSError: the folder or a file in it cannot be written.
    """
    target = Path(path)
    is_new = not target.is_dir()
    target.mkdir(exist_ok=True)
    streams: list[BinaryIO] = []
    try:
        with ExitStack() as stack:

            def opener(name: str) -> BinaryIO:
                streams.append(stack.enter_context(replacing(target / name)))
                return streams[-1]

            yield opener
            for stream in streams:  # a full disk is found before the first file is replaced
                stream.flush()
    except BaseException:
        if is_new:
            with suppress(OSError):
                target.rmdir()
        raise
