"""The flow analyzer of shell and PowerShell scripts."""

from scanner.analyze.shell.late import late_downloads
from scanner.analyze.shell.powershell.program import follow_powershell
from scanner.analyze.shell.program import follow_scripts
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.code.shell.syntax import MAX_BYTES, parse
from scanner.model.coverage import Gap
from scanner.model.observation import Observation
from scanner.model.program import Language


def follow(subject: ProgramSubject) -> Followed:
    """Signals that the scripts of a program read, what they decide, and where they leave; and what is fetched to run later.

    Does not see what a sourced file of the host sets, what `eval` makes of texts that are not known, and programs that are
    started but not part of the package.
    """
    gaps: list[Gap] = []
    if subject.program.language is Language.POWERSHELL:
        seen = follow_powershell(subject, gaps)
    else:
        seen = follow_scripts(subject, gaps)
    late: list[Observation] = []
    examined = 0
    for artifact in subject.program.modules:
        try:
            script = parse(artifact)
        except ValueError as refused:
            if artifact.size_bytes <= MAX_BYTES:  # a gap tells of larger ones already
                gaps.append(Gap(reason=f"what {artifact.subject} fetches to run was not looked for: {refused}", sha256=artifact.sha256))
            continue
        late += late_downloads(script)
        examined += artifact.size_bytes
    observations = (*seen.observations, *late)
    return Followed(observations=observations, slices=(), bytes_examined=examined, gaps=tuple(gaps), handovers=seen.handovers)
