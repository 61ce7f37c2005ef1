"""A QR code as a drawing, without inline style: dark modules on a light ground, so that it is read by night too."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

# The quiet zone that the standard asks for, in modules.
_BORDER = 4


def qr_svg(text: str) -> str:
    """An SVG document that holds a text. One path: a run of dark modules is one rectangle of it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_BORDER)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows)
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#1f1b18" d="{path}"/></svg>'
    )


def _runs(row: list[bool], y: int) -> str:
    path, x = "", 0
    while x < len(row):
        start = x
        while x < len(row) and row[x] == row[start]:
            x += 1
        if row[start]:
            path += f"M{start} {y}h{x - start}v1h-{x - start}z"
    return path
