"""Files of the European Union Intellectual Property Office: trade marks and designs."""
