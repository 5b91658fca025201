"""Files of the United States Patent and Trademark Office: patents and their sequence listings, trade marks."""
