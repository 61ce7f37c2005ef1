"""What is kept for searching: the index, its vocabulary, words that mean the same, and what people looked for."""

from search.models.asked import HiddenSearch, HotSearch, PastSearch, SearchWish
from search.models.document import Kind, Mark, SearchDocument
from search.models.lexicon import Synonym, SynonymChange, SynonymGroup, Word

__all__ = [
    "HiddenSearch",
    "HotSearch",
    "Kind",
    "Mark",
    "PastSearch",
    "SearchDocument",
    "SearchWish",
    "Synonym",
    "SynonymChange",
    "SynonymGroup",
    "Word",
]
