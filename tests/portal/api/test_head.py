"""HEAD says of an answer everything but the answer."""

import pytest
from tests.portal.api.collection import GRANT
from tests.portal.api.conftest import Client

ADDRESSES = [
    *("/api/search?q=fern", f"/api/rights/{GRANT}", f"/api/rights/{GRANT}/source", "/api/openapi.json"),
    *("/api/search?q=(", "/api/nothing", "/", "/en/search?q=fern"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_answers_as_get_does_without_a_body(client: Client, address: str) -> None:
    whole, head = client.get(address), client.head(address)

    assert whole.content
    assert head.content == b""
    assert (head.status_code, dict(head.headers)) == (whole.status_code, dict(whole.headers))
