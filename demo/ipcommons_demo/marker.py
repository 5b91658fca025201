"""How a file says of itself that its filings are made up."""


def marker(seed: int) -> str:
    """The processing instruction that stands before the first element of every invented XML document."""
    return f'<?ipcommons-invented seed="{seed}"?>'
