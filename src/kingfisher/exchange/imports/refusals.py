"""Every way a whole file can be turned away, each by its own name and with a sentence fit for the screen."""

from __future__ import annotations


class Refused(Exception):
    """The file is not taken in. `sentence` says why and what to do; nothing of the file was kept."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence

    @property
    def name(self) -> str:
        return type(self).__name__


class FileMissing(Refused):
    """There is no ordinary file or folder there."""


class FileEmpty(Refused):
    """Nothing in it."""


class TooBig(Refused):
    """More bytes than this site takes."""


class WrongType(Refused):
    """Not the sort of file this source is."""


class NotThisSource(Refused):
    """The right sort of file, but not what it was said to be."""


class ZipBomb(Refused):
    """A small file that would unpack into a huge one."""


class LockedFile(Refused):
    """Password-protected, so it cannot be checked."""


class BrokenFile(Refused):
    """Damaged: it cannot be opened at all."""


class MacroWorkbook(Refused):
    """A workbook that carries programs."""


class OutsideLinks(Refused):
    """A workbook that fetches from other files, databases or addresses."""


class FormulaAttack(Refused):
    """Cells made to run something when the file is opened in a spreadsheet."""


class XmlAttack(Refused):
    """XML with a document type or entities, which can read other files or grow without end."""


class WrongEncoding(Refused):
    """Text in an encoding that cannot be read for certain."""


class UnbalancedQuotes(Refused):
    """A quotation mark is opened and never closed, so rows run into each other."""


class AbsurdField(Refused):
    """A cell longer, or a row wider, than any spreadsheet can hold."""


class ColumnsMissing(Refused):
    """The columns needed to know whom a row is about are not there."""
