"""What every manifest must say, whoever writes the next one."""

import pytest

from ipcommons.formats import Manifest, manifests

LANGUAGES = {"en", "zh"}


@pytest.mark.parametrize("manifest", manifests().values(), ids=manifests().keys())
def test_what_people_read_of_a_format_is_there_in_both_languages(manifest: Manifest) -> None:
    texts = [manifest.title, manifest.credit, *manifest.gaps.values(), *(source.title for source in manifest.sources.values())]

    assert [text for text in texts if text.keys() != LANGUAGES or not all(text.values())] == []


@pytest.mark.parametrize("manifest", manifests().values(), ids=manifests().keys())
def test_every_path_left_has_a_reason(manifest: Manifest) -> None:
    assert [path for path, reason in manifest.left.items() if len(reason) < 4] == []


@pytest.mark.parametrize("manifest", manifests().values(), ids=manifests().keys())
def test_a_path_is_read_or_left_and_never_both(manifest: Manifest) -> None:
    assert manifest.read.keys() & manifest.left.keys() == set()


@pytest.mark.parametrize("manifest", manifests().values(), ids=manifests().keys())
def test_every_manifest_leads_to_a_reader(manifest: Manifest) -> None:
    assert callable(manifest.reader())


def test_no_two_sources_have_the_same_name() -> None:
    titles: dict[str, dict[str, str]] = {}
    for manifest in manifests().values():
        for name, source in manifest.sources.items():
            assert titles.setdefault(name, source.title) == source.title
