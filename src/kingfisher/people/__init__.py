"""Ground: what each agency says of a person, and judgements that two statements are one person."""
