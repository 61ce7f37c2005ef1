"""The first three steps of a new person: interests, experts, friends. Each can be skipped and taken up again."""

from users.models import Onboarding, User

STEPS = (Onboarding.INTERESTS, Onboarding.EXPERTS, Onboarding.FRIENDS)


def step_after(step: str) -> str:
    """The step that follows, Onboarding.DONE after the last. Raises ValueError for what is no step."""
    following = STEPS.index(Onboarding(step)) + 1
    return STEPS[following].value if following < len(STEPS) else Onboarding.DONE.value


def pass_step(person: User, step: str) -> str:
    """Leaves a step behind and returns the one to show next.

    Going back to a step that was passed before does not take away what was reached: only the present step moves on.
    """
    following = step_after(step)
    if User.objects.filter(pk=person.pk, onboarding=step).update(onboarding=following):
        person.onboarding = following
    return following
