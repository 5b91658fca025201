"""Files of the China National Intellectual Property Administration: patents, both layouts."""
