"""Sentences that other stages write into a report, as patterns by which a translation recognises them.

Reports hold English text of judges and workers. What is listed here reads in the language of the report; what is not stays English.
"""

from scanner.render.words import N_

SENTENCES = (
    # verdicts
    N_("nothing forbidden was found"),
    N_("what is required was found"),
    N_("no finding matches"),
    N_("asks about a host; this tool was examined as a package"),
    N_("asks about what was not part of this examination (a host's settings, or a program)"),
    N_("not part of what was examined"),
    N_("the control does not apply to this tool"),
    N_("the tool is exempt from this control"),
    N_("not evaluated: {reason}"),
    N_("not evaluated: {count} finding(s) of kind {kinds} lack a field that decides"),
    N_("and {count} more"),
    N_("waived by {waiver} until {date}: {message}"),
    N_("its policy is not in force before {date}"),
    N_("{count} of the {wanted} {kind} required were found"),
    N_("Waiver {waiver} expired on {date}"),
    N_("Waiver {waiver} lasts {days} days where {control} allows {allowed}; it does not count"),
    N_("Waiver {waiver} is not needed: {control} passes"),
    N_("not listed in {catalog}"),
    N_("approved in {catalog}"),
    N_("there is no catalog"),
    N_("the version {version} cannot be ordered"),
    N_("version {version} is outside of the approved {versions}"),
    N_("not approved for {region}, only for {regions}"),
    N_("the approval ended on {date}"),
    N_("nothing that can run was found in it; is this the right file or folder?"),
    N_("only the name of the tool was given"),
    # what was not examined
    N_("{count} packages that it installs beside itself were not fetched ({names}); vet them on their own"),
    N_("it is no regular file"),
    N_("its {size} bytes are over the limit of {limit} (raise it with --max-unpacked)"),
    N_("it cannot be read: {error}"),
    N_("the folder cannot be read: {error}"),
    N_("its payload comes later: {what} downloads from {hosts}"),
    N_("its payload comes later, in a package for the platform: {names}"),
    N_("a native build comes later: the {name} script runs `{command}`"),
    N_("its payload comes later: the {name} script downloads from {hosts}"),
    N_("it is named as native code, and its content is none ({kind}): what runs under this name comes later"),
    N_("it is a device, a pipe or a socket"),
    N_("it is a link to nothing"),
    N_("it is a link that leads in a circle"),
    N_("it is a link to a folder that holds it"),
    N_("it is a link to the system's interpreter"),
    N_("it is a link that leads out of the folder, and was not followed"),
    N_("the limit of {levels} levels of nesting was reached (raise it with --max-depth)"),
    N_("{count} literals that look encoded were not decoded: more than {limit} in one file"),
    N_("{count} literals of more than {limit} characters were not searched for encoded lists"),
    N_("compiled Python without its source: constants and names were read, its flow cannot be followed"),
    N_("JavaScript bytecode without its source: it cannot be followed"),
    N_("the file ends before the sections that its header names; what is missing was not examined"),
    N_("the code does not parse as JavaScript or TypeScript"),
    N_("a statement of {size} bytes at {offset} is too large to be followed"),
    N_("content encoded more than {rounds} times over was not analysed further"),
    N_("the main program is native code ({language}), which no flow analyzer can follow"),
    N_("{count} bytes after the end of the archive were not examined"),
    N_("the worker was stopped at its time limit of {seconds} s (raise it with --worker-seconds)"),
    N_("the worker was stopped at its memory limit of {size} bytes (raise it with --worker-memory)"),
    N_("the worker was ended by signal {signal}"),
    N_("the worker stopped with {error}; report this input to the maintainers"),
    # decoded lists
    N_("{count} under .{top}"),
    N_("{count} host names ({tops})"),
    N_("{count} host names"),
    N_("{count} time zones"),
    N_("{count} keywords"),
    N_("{count} locales"),
    N_("{count} keywords: {names}"),
    N_("{count} time zones: {names}"),
    # findings
    N_("{count} more places are not listed"),
    N_("reads {signal}"),
    # bisection
    N_("The affected versions are taken to be one unbroken range. {check}"),
    N_("It was not checked: one end is not settled."),
    N_("{count} versions inside the range were examined and show it."),
    N_("It does not hold: {versions} inside the range do not show it."),
)

VALUES = {
    "encoded_list": N_("an encoded list"),
    "hard_coded_list": N_("a list in the code"),
    "literal": N_("a value in the code"),
}
"""Words of the model inside a sentence, beside those of `words`."""
