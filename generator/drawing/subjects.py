"""Subjects of practices, programs and diagnostics: themes by popularity, and their competences."""

from collections.abc import Sequence

import numpy as np

from generator.drawing.ground import Ground

# relative weights of themes
THEME_WEIGHTS = {
    "TH01": 20, "TH02": 4, "TH03": 12, "TH04": 5, "TH05": 12, "TH06": 7, "TH07": 4, "TH08": 7, "TH09": 8, "TH10": 6,
    "TH11": 4, "TH12": 5, "TH13": 4, "TH14": 2, "TH15": 4, "TH16": 4, "TH17": 4, "TH18": 4,
}  # fmt: skip
LITERACY = ("FL/READ", "FL/MATH", "FL/SCI", "FL/FIN", "FL/GLOB", "FL/CREA")
METHODS = ("CG/MET", "01.001/A", "01.001/A/01.6", "TALIS/02", "TALIS/08")
COMPETENCES: dict[str, tuple[str, ...]] = {
    "TH01": (*LITERACY, "01.001/A"),
    "TH02": (*LITERACY[:3], "TALIS/04", "TALIS/12"),
    "TH03": ("CG/DIG", "TALIS/05", "01.001/A"),
    "TH04": ("CG/DIG", "TALIS/05"),
    "TH05": ("CG/COM", "CG/MET", "01.001/A"),
    "TH06": ("CG/MET", "TALIS/06", "01.001/A", "CG/PSY"),
    "TH07": ("CG/MAN", "01.011/B/01.7", "01.011/B/03.7"),
    "TH08": ("01.001/A/03.6", "TALIS/11", "FL/CREA"),
    "TH10": ("01.001/A/02.6", "TALIS/06", "TALIS/13"),
    "TH12": ("TALIS/12", "TALIS/04", "CG/SUB"),
    "TH17": ("01.001/A/03.6", "TALIS/08"),
    "TH18": ("CG/COM", "01.001/B/03.6"),
}


class Subjects:
    """A generator of themes and competences from the catalogues."""

    def __init__(self, ground: Ground) -> None:
        self.themes = [each.code for each in ground.themes]
        weights = np.array([float(THEME_WEIGHTS.get(code, 3)) for code in self.themes])
        self._cumulative = np.cumsum(weights / weights.sum())
        self.competences = {each.code for each in ground.competences}

    def theme(self, random: np.random.Generator) -> str:
        """Draw a theme."""
        return self.themes[min(int(np.searchsorted(self._cumulative, random.random())), len(self.themes) - 1)]

    def some_themes(self, random: np.random.Generator) -> list[str]:
        """Draw one theme, sometimes two."""
        first = self.theme(random)
        second = self.theme(random) if random.random() < 0.35 else first
        return [first] if second == first else [first, second]

    def some_competences(self, random: np.random.Generator, themes: Sequence[str], most: int = 3) -> list[str]:
        """Draw competences of the themes."""
        fitting = [code for theme in themes for code in COMPETENCES.get(theme, METHODS) if code in self.competences]
        fitting = list(dict.fromkeys(fitting))
        number = min(int(random.integers(1, most + 1)), len(fitting))
        return [fitting[place] for place in sorted(random.choice(len(fitting), number, replace=False).tolist())]
