"""The path of headings above a block, kept while a document is read."""

from evidence_lib.core.records import Block, Role


class HeadingPath:
    """Keeps the headings that are open; a heading closes those of its own level and below."""

    def __init__(self) -> None:
        self.open: list[tuple[int, str]] = []

    def block(
        self, text: str, role: Role, level: int | None = None, pages: tuple[int | None, int | None] = (None, None)
    ) -> Block:
        """Return a block with the headings above it; a heading is then open itself."""
        if role is Role.HEADING:
            level = level or 1
            self.open = [above for above in self.open if above[0] < level]
        made = Block(
            text, role, *pages, tuple(heading for _, heading in self.open), level if role is Role.HEADING else None
        )
        if role is Role.HEADING:
            self.open.append((made.level or 1, text))
        return made
