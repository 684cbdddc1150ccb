"""The document `Catalog`: which tools and versions an organisation allows, denies or wants reviewed."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from scanner.ruleset.header import Count, Day, Digest, Headed, Name, Names, Range
from scanner.ruleset.strict_yaml import Closed

Decision = Literal["allow", "deny", "review"]


class DeniedVersions(Closed):
    range: Range
    reason: Name


class ListedTool(Closed):
    tool_id: Name
    purl: Annotated[str, StringConstraints(pattern=r"^pkg:")] | None = None
    """Without version; a tool is found by this or by its id."""
    decision: Decision
    versions: Range | None = None
    """Versions that an `allow` covers; None: all that `deny_versions` does not name."""
    deny_versions: tuple[DeniedVersions, ...] = ()
    sha256: tuple[Digest, ...] = ()
    """Digests of the artifacts that an `allow` covers; empty: any."""
    alternatives: tuple[Name, ...] = ()
    regions: Names | None = None
    """Regions that an `allow` covers; None: all."""
    reason: Name | None = None
    expires: Day | None = None
    """Last day of an `allow`."""
    reviewed: Day | None = None
    """Day of the decision, for `max_age_days`; None: the catalog's own day."""
    max_age_days: Count | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.decision == "deny" and self.reason is None:
            raise ValueError("is denied without a `reason`")
        return self


class Catalog(Headed):
    kind: Literal["Catalog"]
    default_decision: Decision | None = None
    """For tools that are not listed. None: no decision; they are reported as unlisted."""
    tools: tuple[ListedTool, ...] = Field(default=())
