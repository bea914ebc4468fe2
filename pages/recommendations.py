"""Every recommendation, filtered by facets and searched in the reader's own words."""

from ui import block, recommendations

block.show(recommendations.page)
