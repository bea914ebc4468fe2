"""References as files, letter by letter: an article with all its parts, a report with few, and one without any."""

import json

from kb.exports.references import bibtex, csl_json, ris
from kb.records import Reference

ARTICLE = Reference(
    id="bread", document="d", number=1, form="article-journal", authors=("Baker AB", "Miller C Jr"), authors_complete=False,
    title="mRNA, rise & Fall", container="Ovens", volume="3", issue="2", pages="4-11-12", year=2020, date="2020-05-17", kind="trial",
    citation="Baker AB, Miller C Jr, et al. mRNA, rise & Fall. Ovens 2020;3(2):4-11-12 (in print)", doi="10.1000/x", publication_status="in print",
    note="Read twice.",
)  # fmt: skip
REPORT = Reference(
    id="flour", document="d", number=2, form="report", title="Grain", container="Mill Press", place="Dorf", year=2019,
    citation="Grain. Dorf: Mill Press, 2019", url="https://a.example/ü", kind="report",
)  # fmt: skip
BARE = Reference(id="bare", document="d", number=3, citation="Something\n printed.", kind="other")
THREE = (ARTICLE, REPORT, BARE)
RIS = """\
TY  - JOUR
ID  - bread
AU  - Baker, A. B.
AU  - Miller, C., Jr
TI  - mRNA, rise & Fall
T2  - Ovens
JO  - Ovens
VL  - 3
IS  - 2
SP  - 4
EP  - 11-12
PY  - 2020
DA  - 2020/05/17/
DO  - 10.1000/x
KW  - trial
N1  - in print
N1  - The source prints “et al.” for further authors.
N1  - Read twice.
ER  -

TY  - RPRT
ID  - flour
TI  - Grain
PB  - Mill Press
CY  - Dorf
PY  - 2019
UR  - https://a.example/ü
KW  - report
ER  -

TY  - GEN
ID  - bare
TI  - Something printed.
KW  - other
ER  -
"""
BIBTEX = r"""@article{bread,
    author = {Baker, A. B. and Miller, Jr, C. and others},
    title = {{mRNA,} rise {\&} {Fall}},
    journal = {Ovens},
    volume = {3},
    number = {2},
    pages = {4--11--12},
    year = {2020},
    date = {2020-05-17},
    note = {in print},
    doi = {10.1000/x},
    keywords = {trial},
    annote = {Read twice.}
}


@techreport{flour,
    title = {Grain},
    institution = {Mill Press},
    address = {Dorf},
    year = {2019},
    url = {https://a.example/ü},
    keywords = {report}
}


@misc{bare,
    title = {Something
 printed.},
    keywords = {other}
}
"""
CSL = [
    {
        "id": "bread",
        "type": "article-journal",
        "author": [{"family": "Baker", "given": "A. B."}, {"family": "Miller", "given": "C.", "suffix": "Jr"}],
        "title": "mRNA, rise & Fall",
        "container-title": "Ovens",
        "volume": "3",
        "issue": "2",
        "page": "4-11-12",
        "issued": {"date-parts": [[2020, 5, 17]]},
        "status": "in print",
        "DOI": "10.1000/x",
        "keyword": "trial",
        "note": "The source prints “et al.” for further authors. Read twice.",
    },
    {
        "id": "flour",
        "type": "report",
        "title": "Grain",
        "publisher": "Mill Press",
        "publisher-place": "Dorf",
        "issued": {"date-parts": [[2019]]},
        "URL": "https://a.example/ü",
        "keyword": "report",
    },
    {"id": "bare", "type": "document", "title": "Something\n printed.", "keyword": "other"},
]


def test_ris():
    assert ris(THREE).replace("ER  - ", "ER  -") == RIS


def test_bibtex():
    assert bibtex(THREE).expandtabs(4) == BIBTEX


def test_csl_json_has_a_line_a_field_and_letters_as_they_are():
    assert json.loads(csl_json(THREE)) == CSL
    assert csl_json(THREE) == json.dumps(CSL, indent=2, ensure_ascii=False) + "\n"
