"""The one exception a verb raises when it says no."""


class Refused(Exception):
    """A verb's refusal. Its text is one translated sentence that says what to do; it is shown as it is.

    Args:
        sentence: the translated sentence.
        code: a short stable word for browser modules and tests, e.g. ``stale-team``.
    """

    def __init__(self, sentence: object, *, code: str = "refused") -> None:
        super().__init__(sentence)
        self.code = code
