import locale
import os
import platform
from datetime import datetime

LANGS = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "pl": "Polish",
    "ru": "Russian", "uk": "Ukrainian", "tr": "Turkish", "ar": "Arabic", "he": "Hebrew", "fa": "Persian", "hi": "Hindi",
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "vi": "Vietnamese", "id": "Indonesian", "sv": "Swedish", "cs": "Czech",
}


def user_language(chosen=None):
    """--chat-language, else the locale. None when there is nothing to go by."""
    if chosen:
        return LANGS.get(chosen.lower(), chosen)
    try:
        code = locale.getlocale()[0]
        if code and code not in ("C", "POSIX"):
            return LANGS.get(code.split("_")[0].lower(), code)
    except Exception:
        pass
    for var in ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        code = os.environ.get(var, "").split(".")[0].split(":")[0]
        if code and code not in ("C", "POSIX"):
            return LANGS.get(code.split("_")[0].lower(), code)
    return None


def platform_text(language, lint=None, test=None):
    shell_var = "COMSPEC" if os.name == "nt" else "SHELL"
    out = [
        f"- Platform: {platform.platform()}",
        f"- Shell: {shell_var}={os.environ.get(shell_var)}",
    ]
    if language:
        out.append(f"- Language: {language}")
    out.append(f"- Current date: {datetime.now().astimezone().strftime('%Y-%m-%d')}")
    if lint:
        out.append(f"- The user lints with: {lint}")
    if test:
        out.append(f"- The user tests with: {test}")
    return "\n".join(out)
