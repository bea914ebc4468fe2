"""The recommendations as a table: each row says once what it says."""

from kb.prose import unsaid
from kb.records import Recommendation


def test_the_table_holds_the_caveats_that_the_statement_does_not_say_already(shown, base):
    (table,) = shown("recommendations", view="table").run.dataframe
    told = dict(zip(table.value["Recommendation"], table.value["Caveats"], strict=True))
    repeated = base.get(Recommendation, "de-how-4")
    assert repeated.caveats
    assert told[repeated.statement] == ""
    for rec in base.of(Recommendation):
        assert told[rec.statement] == "; ".join(unsaid(rec.statement, rec.caveats))
    assert any(told.values())
