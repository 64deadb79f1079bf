"""How pages look: GOV.UK components, fields, tables, dates and charts. Knows no word of the work."""
