"""What libraries register on their own is taken out of the admin: their lists count whole tables and know no log."""

from django.contrib import admin

from common.staff import FastAdmin


def keep_our_own(site: admin.AdminSite) -> None:
    """Leaves the site with lists that are quick at a million rows. Runs last, as this app is the last installed."""
    foreign = [model for model, its in site._registry.items() if not isinstance(its, FastAdmin)]
    site.unregister(foreign)


keep_our_own(admin.site)
