"""Files of the European Patent Office: DOCDB, the bibliographic data of a hundred offices."""
