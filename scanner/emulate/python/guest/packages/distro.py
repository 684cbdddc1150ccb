"""Stands for `distro`, read from the file that tells it."""

from _unmask.anything import fallback

__getattr__ = fallback("distro")


def os_release_info():
    found = {}
    try:
        with open("/etc/os-release", encoding="utf-8") as file:
            for line in file:
                name, sign, value = line.strip().partition("=")
                if sign:
                    found[name.lower()] = value.strip("\"'")
    except OSError:
        pass
    return found


def os_release_attr(attribute):
    return os_release_info().get(attribute, "")


def id():
    return os_release_attr("id")


def name(pretty=False):
    return os_release_attr("pretty_name" if pretty else "name")


def version(pretty=False, best=False):
    return os_release_attr("version_id")


def major_version(best=False):
    return version().partition(".")[0]


def codename():
    return os_release_attr("version_codename")


def like():
    return os_release_attr("id_like")


def info(pretty=False, best=False):
    return {
        "id": id(),
        "version": version(),
        "like": like(),
        "codename": codename(),
        "version_parts": {"major": major_version(), "minor": "", "build_number": ""},
    }


def linux_distribution(full_distribution_name=True):
    return (name(), version(), codename())
