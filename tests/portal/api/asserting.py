"""What holds for every answer of the API that is an error."""

import httpx

from ipcommons.portal.api.problems import TYPES_AT, Problem

ABOUT_BLANK = "about:blank"


def assert_problem(response: httpx.Response, status: int, kind: str | None = None) -> dict[str, object]:
    """An RFC 9457 problem document of this status and kind (None: about:blank); gives it."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "etag" not in response.headers
    problem: dict[str, object] = response.json()
    assert set(problem) <= set(Problem.__struct_fields__)
    assert problem["status"] == status
    assert problem["type"] == (f"{TYPES_AT}#{kind}" if kind else ABOUT_BLANK)
    assert problem["instance"] == response.request.url.path
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in response.text
    return problem
