"""Whether a sentence is in a language of Latin letters, told by its small words. Other scripts are seen without it."""

import re

_SMALL_WORDS = {
    "cs": "a v na je se že pro jsi do jako nebo",
    "da": "og er en et du for at med ikke af til",
    "de": "der die das und ist ein eine du nicht mit für von den im auf sie bist",
    "en": "the and is are you a an of to for with not in on your",
    "es": "el la los las y es un una de para que con eres del por no en",
    "fr": "le la les et est un une tu des pour dans que vous de du sur avec es",
    "hu": "a az és egy nem hogy van vagy ez te",
    "id": "dan yang ini untuk dengan anda adalah di tidak seorang",
    "it": "il lo la e è un una di per che con sei sono non del",
    "nl": "de het een en is van voor met je niet op te bent",
    "pl": "i jest w na to nie z do jesteś się jako dla",
    "pt": "o a os as e é um uma de para que com não você do da em",
    "ro": "și este un o de la cu pentru nu ești în",
    "sv": "och är en ett för att du med inte av till",
    "tr": "ve bir bu için ile değil sen olarak",
    "vi": "là và của cho bạn một không với các",
}
"""The most frequent words of each."""
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_LETTERS = {
    "cs": "áčďéěíňóřšťúůýž", "da": "æøå", "de": "äöüß", "es": "áéíñóúü", "fr": "àâæçéèêëîïôœùûüÿ", "hu": "áéíóöőúüű", "it": "àèéìòù",
    "nl": "éëïó", "pl": "ąćęłńóśźż", "pt": "áâãàçéêíóôõú", "ro": "ăâîșşțţ", "sv": "åäöé", "tr": "çğıiöşü",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}  # fmt: skip
"""The letters that each writes beyond the Latin alphabet."""
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 2
"""Small words that a sentence has at least; of other languages it may have fewer."""


def is_in_language(text: str, other: str, language: str) -> bool:
    """Whether a text is in the language more than in English and another text is not: the same said to somebody else, plain to see.

    By its small words; where no word is the same, by the letters of several words.
    """
    own, english = _WORDS.get(language), _WORDS["en"]
    if own is None or language == "en":
        return False
    words, others = ({word.lower() for word in _WORD.findall(one)} for one in (text, other))
    if words.isdisjoint(others) and all(other.isascii() for other in others) and _with_own_letters(words, language) >= _LEAST:
        return True
    is_own = len(words & own) >= _LEAST and len(words & own) > len(words & english)
    return is_own and len(others & english) > len(others & own)


def _with_own_letters(words: set[str], language: str) -> int:
    """How many words have letters that English has not; 0 where any has one that the language has not either."""
    own = frozenset(_LETTERS.get(language, ""))
    beyond = [{one for one in word if not one.isascii()} for word in words]
    return sum(bool(one) for one in beyond) if all(one <= own for one in beyond) else 0

