"""The permanent page of one record: everything it holds, and every link from and to it."""

from kb.selection import shortened
from ui import address, block, records
from ui.served import library

kb = library().kb
wanted = dict(address.pairs()).get("id", "")
if wanted in kb.records:
    block.show("record.html", "record", kb=kb, view=records.view(kb, wanted))
else:
    block.show("no_record.html", "record", wanted=shortened(wanted), kinds=records.starting_points(kb))
