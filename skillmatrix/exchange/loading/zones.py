"""A long part of an XLSX file, unpacked piece by piece: the items within one element, such as rows.

A part may be larger than memory is meant to be. So it is never held as a whole, and what stands around the
items is looked at but not passed on.
"""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from skillmatrix.exchange import limits
from skillmatrix.exchange.limits import Damaged
from skillmatrix.exchange.loading.packages import DECLARES

_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.:-]+)""")
_UNICODE = {b"utf-8", b"us-ascii", b"ascii"}


class Zone:
    """What stands within the element `outer` of a part: pieces of whole `item` elements, in plain markup.

    Take all `pieces` before the `rest`. Raises Damaged where there is no such element, or markup in it that
    would be read one way here and perhaps another way elsewhere.
    """

    def __init__(self, chunks: Iterator[bytes], outer: str, item: str) -> None:
        self._chunks = chunks
        self.before, self._prefix, self._is_open = b"", b"", True
        self._buffer = self._enter(re.compile(rb"<((?:\w+:)?)%b\b[^<>]*?(/?)>" % outer.encode()))
        self._end = b"</%b%b" % (self._prefix, outer.encode())
        self._item = b"<%b%b" % (self._prefix, item.encode())

    def pieces(self) -> Iterator[bytes]:
        while self._is_open:
            end = self._buffer.find(self._end)
            cut = end if end >= 0 else self._buffer.rfind(self._item)
            if cut > 0:
                yield self._plain(self._buffer[:cut])
                self._buffer = self._buffer[cut:]
            if end >= 0:
                self._is_open = False
            elif len(self._buffer) > limits.MOST_MARKUP:
                raise Damaged
            else:
                self._buffer += self._next()

    def rest(self) -> Iterator[bytes]:
        """What comes behind, cut between tags."""
        for chunk in self._chunks:
            cut = self._buffer.rfind(b"<")
            if cut > 0:
                yield self._buffer[:cut]
                self._buffer = self._buffer[cut:]
            if len(self._buffer) > limits.MOST_MARKUP:
                raise Damaged
            self._buffer += chunk
        yield self._buffer

    def _enter(self, opening: re.Pattern[bytes]) -> bytes:
        """What follows the start tag."""
        buffer, looked = b"", 0
        while not (found := opening.search(buffer, looked)):
            if len(buffer) > limits.MOST_MARKUP:
                raise Damaged
            looked = max(buffer.rfind(b"<"), 0)
            buffer += self._next()
        self.before, self._prefix, self._is_open = buffer[: found.start()], found[1], not found[2]
        declared = _ENCODING.match(self.before.lstrip(b"\xef\xbb\xbf"))
        if b"<!DOCTYPE" in self.before:
            raise Damaged(DECLARES)
        if declared and declared[1].lower() not in _UNICODE:
            raise Damaged
        return buffer[found.end() :]

    def _next(self) -> bytes:
        chunk = next(self._chunks, b"")
        if not chunk:
            raise Damaged
        return chunk

    def _plain(self, piece: bytes) -> bytes:
        """Without prefixes; text in CDATA sections as ordinary text."""
        if self._prefix:
            piece = piece.replace(b"<" + self._prefix, b"<").replace(b"</" + self._prefix, b"</")
        if b"!" in piece and b"<!" in piece:  # the sign alone is found quickly, and seldom
            piece = b"".join(_without_sections(piece))
            if b"<!" in piece:
                raise Damaged
        if b"?" in piece and b"<?" in piece:
            raise Damaged
        return piece


def _without_sections(piece: bytes) -> Iterator[bytes]:
    """Text of CDATA sections as ordinary text."""
    before, *sections = piece.split(b"<![CDATA[")
    yield before
    for section in sections:
        text, end, after = section.partition(b"]]>")
        if not end:
            raise Damaged
        yield escape(text.decode()).encode()
        yield after
