"""Import: packages and tables read, validated and written; rejects, reports, reverts."""
