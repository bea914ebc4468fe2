"""The permanent page of one record: everything it holds, and every link from and to it."""

from ui import block, records

block.show(records.page)
