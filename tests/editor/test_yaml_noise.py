"""Nothing that an editor shows for YAML is in the way: what is offered is valid, what is valid is not underlined."""

from collections.abc import Callable, Iterator
from functools import partial
from timeit import repeat

import pytest
from lsprotocol.types import CompletionItem

from clbackbones import CATALOG
from clbackbones_runtime.catalog import Field

from .documents import EDITED, OWN, complete, minimal, schemas_of, text
from .session import CURSOR, Session, accepted

pytestmark = pytest.mark.xdist_group("YAML editor")


def places(name: str) -> Iterator[str]:
    """Documents that are valid but for what is missing at the cursor, which stands wherever a user may type."""
    yield CURSOR
    yield text(minimal(name), CURSOR)
    yield text(complete(name), CURSOR)
    fields = CATALOG.backbone_class(name).fields
    for key in fields:
        # A value that another field does not go with is offered all the same, and underlined for good reason.
        lines = {
            other: value for other, value in complete(name).items() if other == key or not needy(fields.get(other))
        }
        others = {other: value for other, value in lines.items() if other != key}
        yield text(others, CURSOR)
        yield text(others, f"{key}: {CURSOR}")
        yield text({**lines, key: CURSOR})


def needy(field: Field | None) -> bool:
    """Whether a field needs values of others."""
    return field is not None and bool(field.requires)


def noise(editor: Session, name: str, schema: str) -> list[str]:
    """What is offered twice, and what is offered and causes something to be underlined once it is taken."""
    found: list[str] = []
    before = {place: place.replace(CURSOR, "") for place in places(name)}
    known = dict(zip(before, editor.diagnostics(list(before.values()), [schema])[schema], strict=True))
    taken: list[tuple[str, CompletionItem]] = []
    for place in before:
        items = editor.completions(place, schema)
        found += [f"twice: {item.label}, in {place!r}" for item in items if items.count(item) > 1]
        taken += [(place, item) for item in items]
    after = editor.diagnostics([accepted(place, item) for place, item in taken], [schema])[schema]
    for (place, item), faults in zip(taken, after, strict=True):
        lines = accepted(place, item).splitlines()
        for fault in faults:
            # Behind a key that has no default, nothing is inserted yet.
            unfinished = lines[fault.line - 1][: fault.column].endswith((": ", "- ", ":"))
            if not unfinished and fault.message not in [old.message for old in known[place]]:
                found.append(f"{fault.message} after {item.label}, in {place!r}")
    return found


@pytest.mark.parametrize("name", EDITED)
def test_number_of_noise_items_is_zero(yaml_editor: Session, name: str) -> None:
    for schema in schemas_of(name):
        assert noise(yaml_editor, name, schema) == []


def test_every_answer_comes_within_half_a_second(yaml_editor: Session) -> None:
    lines = text(minimal(EDITED[0]))
    pointed = lines.replace("_target_", f"_{CURSOR}target_")
    questions: dict[str, Callable[[], object]] = {
        **{place: partial(yaml_editor.completions, place, "backbone") for place in places(EDITED[0])},
        pointed: partial(yaml_editor.hover, pointed, "backbone"),
        lines: partial(yaml_editor.diagnostics, [f"{lines}xyz: 1\n"], ["backbone"]),
    }
    # The best of some, since other programs run as well.
    slow = {place: seconds for place, ask in questions.items() if (seconds := min(repeat(ask, number=1))) > 0.5}
    assert slow == {}


def test_valid_documents_are_not_underlined(yaml_editor: Session) -> None:
    documents = [text(document) for name in OWN for document in (complete(name), minimal(name))]
    assert yaml_editor.diagnostics(documents, ["backbone"]) == {"backbone": [[]] * len(documents)}
