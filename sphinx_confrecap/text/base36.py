"""Numbers in base 36, digit for digit as JavaScript writes them."""

from __future__ import annotations

import math
from string import ascii_lowercase, digits

_DIGITS = digits + ascii_lowercase


def base_36(value: float) -> str:
    """Write a positive number as JavaScript's ``toString(36)`` does.

    The standard leaves the digits to the engine. All engines write as many digits as
    the next number needs to look different, and round the last one. V8 does it in
    ``DoubleToRadixCString`` (src/numbers/conversions.cc).
    """
    fraction, whole = math.modf(value)
    # Half of the way to the next number: smaller digits have no meaning.
    error = max(0.5 * math.ulp(value), math.ulp(0.0))
    places: list[int] = []
    while fraction >= error:
        fraction, error = fraction * 36, error * 36
        places.append(int(fraction))
        fraction -= places[-1]
        odd = places[-1] % 2 == 1
        if (fraction > 0.5 or (fraction == 0.5 and odd)) and fraction + error > 1:
            whole += _round_up(places)
            break
    return f"{_whole(int(whole))}.{''.join(map(_DIGITS.__getitem__, places))}"


def _round_up(places: list[int]) -> int:
    """Add one to the last place; return the carry to the whole number."""
    while places and places[-1] == 35:
        places.pop()
    if not places:
        return 1
    places[-1] += 1
    return 0


def _whole(number: int) -> str:
    rest, last = divmod(number, 36)
    return (_whole(rest) if rest else "") + _DIGITS[last]
