"""Who a visitor of the demo community may log in as. Plain data: it is read where Django is not set up."""

PASSWORD = "meadow-demo"  # noqa: S105  (shown on the screen; the community lives on a laptop)

# (role, handle, password)
LOGINS = [
    ("reader", "mina_reads", PASSWORD),
    ("author", "jonas_bakes", PASSWORD),
    ("expert", "dr_lin", PASSWORD),
    ("staff", "staff", PASSWORD),
    ("brand", "brand_hazel", PASSWORD),
    # Asked to join: logging in leads to their place in the queue.
    ("waiting", "wren_waits", PASSWORD),
]
