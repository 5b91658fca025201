"""The bars we hold ourselves to: one module a bar, each a ratio inside one run (`python -m bench [NAME...]`)."""
