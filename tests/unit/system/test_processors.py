"""Which processors are too old: a good one is never refused, whatever Windows knows of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.system import processors
from kh57_desktop.system.processors import SSE4_1, SSE4_2, SSSE3

INTEL, AMD = "GenuineIntel", "AuthenticAMD"
OLD = [
    (INTEL, "Intel64 Family 6 Model 15 Stepping 11"),  # Core 2 Duo E6550
    (INTEL, "Intel64 Family 6 Model 22 Stepping 1"),  # Celeron 420
    (INTEL, "Intel64 Family 6 Model 23 Stepping 10"),  # Core 2 Duo E8400, Pentium E5700
    (INTEL, "Intel64 Family 6 Model 29 Stepping 1"),  # Xeon E7450
    (INTEL, "Intel64 Family 6 Model 28 Stepping 10"),  # Atom D525
    (INTEL, "Intel64 Family 6 Model 54 Stepping 1"),  # Atom D2700
    (INTEL, "EM64T Family 15 Model 4 Stepping 3"),  # Pentium 4 630
    (AMD, "AMD64 Family 15 Model 107 Stepping 2"),  # Athlon 64 X2
    (AMD, "AMD64 Family 16 Model 6 Stepping 3"),  # Athlon II X2
    (AMD, "AMD64 Family 18 Model 1 Stepping 0"),  # A6-3500
    (AMD, "AMD64 Family 20 Model 2 Stepping 0"),  # E-450
]
GOOD = [
    (INTEL, "Intel64 Family 6 Model 26 Stepping 5"),  # Core i7-920, the first of them
    (INTEL, "Intel64 Family 6 Model 37 Stepping 5"),  # Core i3-540
    (INTEL, "Intel64 Family 6 Model 42 Stepping 7"),  # Core i3-2120
    (INTEL, "Intel64 Family 6 Model 55 Stepping 8"),  # Celeron J1900
    (INTEL, "Intel64 Family 6 Model 151 Stepping 2"),
    (INTEL, "Intel64 Family 18 Model 1 Stepping 0"),
    (AMD, "AMD64 Family 21 Model 2 Stepping 0"),  # FX-6300
    (AMD, "AMD64 Family 22 Model 0 Stepping 1"),  # A4-5000
    (AMD, "AMD64 Family 6 Model 23 Stepping 0"),
    (AMD, "AMD64 Family 25 Model 80 Stepping 0"),
    ("CentaurHauls", "VIA64 Family 6 Model 15 Stepping 2"),
    ("Qualcomm Technologies Inc", "ARMv8 (64-bit) Family 8 Model D4B Revision F13"),
    (INTEL, "Intel64 Family 6 Model 23x Stepping 1"),
    (INTEL, ""),
    ("", "Intel64 Family 6 Model 23 Stepping 10"),
]


def knowing(*numbers):
    """Return a Windows that says yes to these numbers and no to all others."""
    return lambda number: number in numbers


@pytest.mark.parametrize(("vendor", "identifier"), OLD)
def test_an_old_processor_is_known_by_its_name(vendor, identifier):
    """Windows 10 of 1809 knows no number for SSE4.2: the registry's words tell."""
    assert processors.lacks_sse4_2(knowing(), vendor, identifier)
    assert processors.lacks_sse4_2(knowing(), f"{vendor} ", f"{identifier} ")


@pytest.mark.parametrize(("vendor", "identifier"), GOOD)
def test_a_good_or_unknown_processor_is_let_in(vendor, identifier):
    """A PC that nobody has heard of is believed to be newer than the list."""
    assert not processors.lacks_sse4_2(knowing(), vendor, identifier)


@pytest.mark.parametrize("known", [(SSSE3,), (SSE4_1,), (SSSE3, SSE4_1)])
@pytest.mark.parametrize(("vendor", "identifier"), [*OLD, *GOOD])
def test_a_windows_that_knows_the_numbers_is_believed(known, vendor, identifier):
    """It says yes to SSSE3, so its no to SSE4.2 is one, also of a processor in disguise."""
    assert processors.lacks_sse4_2(knowing(*known), vendor, identifier)
    assert not processors.lacks_sse4_2(knowing(*known, SSE4_2), vendor, identifier)


@given(
    st.sets(st.sampled_from([SSSE3, SSE4_1])),
    st.sampled_from([INTEL, AMD, "VIA", ""]),
    st.text() | st.builds("Intel64 Family {} Model {}".format, st.integers(), st.integers()),
)
def test_a_yes_of_windows_lets_every_processor_in(others, vendor, identifier):
    """Whatever the registry says, a processor that can do it is never refused."""
    assert not processors.lacks_sse4_2(knowing(SSE4_2, *others), vendor, identifier)


@given(
    st.sampled_from(["Intel64", "EM64T", "x86", "AMD64"]),
    st.sampled_from([INTEL, AMD]),
    st.integers(0, 40),
    st.integers(0, 255),
    st.integers(0, 15),
)
def test_only_the_families_of_before_2011_are_refused(kind, vendor, family, model, stepping):
    """Intel since Nehalem and AMD since Bulldozer and Jaguar have it, and all later ones."""
    named = f"{kind} Family {family} Model {model} Stepping {stepping}"
    intel_core = vendor == INTEL and family == 6 and model in {15, 22, 23, 28, 29, 38, 39, 53, 54}
    oldest = family == 15 or (vendor == AMD and family in {16, 17, 18, 20})

    assert processors.is_known_to_lack_it(vendor, named) is (intel_core or oldest)


@given(st.text(), st.text())
def test_no_words_of_the_registry_break_the_question(vendor, identifier):
    """Somebody wrote anything there: the answer is still yes or no."""
    assert processors.is_known_to_lack_it(vendor, identifier) in {True, False}
