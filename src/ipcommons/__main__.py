"""`python -m ipcommons` is the command `ipcommons`."""

from ipcommons.cli import main

main()
