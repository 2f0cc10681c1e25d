"""Hand a bundle from one PC to another, and ask what has been confirmed."""

from kh57_desktop.sync import receipts


def handed_over(sender, receiver, to, stick):
    """Pack, carry and accept; returns what the receiver was told."""
    (file,) = sender.pack(to, stick).files
    return receiver.accept(file)


def received(device, *rows):
    """Return which records the commune has confirmed."""
    with device.journal.reading() as con:
        return receipts.received(con, device.journal.identity, rows)


def standing(device):
    """Return what the commune has not confirmed."""
    with device.journal.reading() as con:
        return receipts.standing(con, device.journal.identity)


def met(commune, device, stick):
    """Let a PC learn from the commune which PCs there are."""
    commune.office.keep("villages", code="T9", name="Thôn 9")
    handed_over(commune.office, device, device.unit, stick)
