"""Texts of the cascade of a practice in Russian and English."""

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english

ADOPTIONS = ("внедрение", "внедрения", "внедрений")


def sources_not_known(count: int) -> Wording:
    """State the number of adoptions without a declared source that can be followed."""
    return Wording(
        f"Источник не указан или не прослеживается: {counted(count, *ADOPTIONS)}.",
        f"No declared source can be followed for {counted_in_english(count, 'adoption')}.",
    )


def only_inferred(count: int) -> Wording:
    """State how many of these adoptions have an inferred source."""
    return Wording(
        f"Из них с рассчитанным источником: {counted(count, *ADOPTIONS)}; в деревья он не входит.",
        f"Of these, {counted_in_english(count, 'adoption')} have an inferred source, which is not part of a tree.",
    )


def days_not_known(count: int) -> Wording:
    """State the number of adoptions without a first day. They are shown as of any day."""
    return Wording(
        f"Дата начала не известна: {counted(count, *ADOPTIONS)}; они показаны на любую дату.",
        f"The start is not known for {counted_in_english(count, 'adoption')}; they are shown as of any day.",
    )


def circles(count: int, example: str) -> Wording:
    """State the number of cycles of declared sources."""
    return Wording(
        f"Указанные источники образуют {counted(count, 'цикл', 'цикла', 'циклов')} (например, {example}): "
        "замыкающая связь не прослежена.",
        f"Declared sources form {counted_in_english(count, 'cycle')} (for example {example}): "
        "the link that closes a cycle is not followed.",
    )


def backwards(count: int, example: str) -> Wording:
    """State the number of declared sources that started after their learners."""
    return Wording(
        f"Источник начал позже перенявшего: {counted(count, 'связь', 'связи', 'связей')} (например, {example}), "
        "не прослежены.",
        f"The source started after its learner in {counted_in_english(count, 'link')} (for example {example}), "
        "not followed.",
    )


def foreign(count: int, example: str) -> Wording:
    """State the number of declared sources that belong to another practice."""
    return Wording(
        f"Источник - внедрение другой практики: {counted(count, 'связь', 'связи', 'связей')} (например, {example}), "
        "не прослежены.",
        f"The source is an adoption of another practice in {counted_in_english(count, 'link')} "
        f"(for example {example}), not followed.",
    )


def own_with_source(count: int, example: str) -> Wording:
    """State the number of the author's own uses that have a declared source."""
    return Wording(
        f"Собственная практика автора с указанным источником: {counted(count, *ADOPTIONS)} (например, {example}); "
        "источник не прослежен.",
        f"The author's own use names a source in {counted_in_english(count, 'adoption')} (for example {example}); "
        "it is not followed.",
    )


def several_sources(count: int, example: str) -> Wording:
    """State the number of adoptions with several declared sources, of which the earliest is taken."""
    return Wording(
        f"Несколько указанных источников: {counted(count, *ADOPTIONS)} (например, {example}); "
        "в дерево взят начавший раньше.",
        f"{counted_in_english(count, 'adoption')} with several declared sources (for example {example}); "
        "the one that started earliest is taken.",
    )
