"""Taking everything along, and bringing it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.archives import section_names
from common.clock import now
from common.limits import RateLimit, limited
from users import exporting, importing
from users.forms import ArchiveForm
from users.models import Export, Import
from users.views.asker import asker, shown_again, shown_again_to_change

CHANGES = RateLimit("archives", capacity=20, per_seconds=600)
UNPROCESSABLE = 422


@require_POST
@login_required
@shown_again
@limited(CHANGES)
def ask_export(request: HttpRequest) -> HttpResponse:
    """Asks for an archive; a worker makes it and the inbox tells when it is there."""
    try:
        exporting.ask_export(asker(request), at=now())
    except exporting.ExportRefused as refused:
        messages.error(request, str(refused))
    return redirect("users:privacy")


@require_safe
@login_required
@shown_again
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """The archive itself, to its owner, who has just shown that it is them."""
    try:
        export = exporting.export_behind(token, asker(request), at=now())
        file = storages["exports"].open(export.file, "rb")
    except (exporting.LinkRefused, FileNotFoundError) as error:
        raise Http404 from error
    name = f"meadow-{asker(request).handle}-{export.ready_at:%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
@limited(CHANGES)
def drop_export(request: HttpRequest, export: str) -> HttpResponse:
    """Deletes an archive before its time."""
    exporting.drop_export(get_object_or_404(Export.objects.of(asker(request)), public_id=export))
    return redirect("users:privacy")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@shown_again_to_change
@limited(CHANGES)
def bring(request: HttpRequest) -> HttpResponse:
    """Takes an archive. Nothing is brought in by it: first it is looked through."""
    person = asker(request)
    waiting = Import.objects.of(person).open().first()
    if waiting is not None:
        return redirect("users:import_summary", waiting.public_id)
    form = ArchiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = importing.receive_archive(person, form.cleaned_data["archive"], at=now())
        except importing.ImportRefused as refused:
            form.add_error("archive", str(refused))
        else:
            return redirect("users:import_summary", sent.public_id)
    status = UNPROCESSABLE if form.is_bound else 200
    past = Import.objects.of(person).order_by("-pk")[:5]
    return render(request, "users/import.html", {"form": form, "past": past, "tab": "privacy"}, status=status)


@require_safe
@login_required
def look_through(request: HttpRequest, sent: str) -> HttpResponse:
    """What an import would do or has done, or what is wrong with the file."""
    found = get_object_or_404(Import.objects.of(asker(request)), public_id=sent)
    names = section_names()
    rows = [{"name": names.get(name, name), **counts} for name, counts in found.summary.items()]
    context = {"sent": found, "rows": rows, "tab": "privacy"}
    response = render(request, "users/import_summary.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
@limited(CHANGES)
def want_import(request: HttpRequest, sent: str) -> HttpResponse:
    """Its owner says yes to the summary."""
    importing.want_import(get_object_or_404(Import.objects.of(asker(request)), public_id=sent))
    return redirect("users:import_summary", sent)


@require_POST
@login_required
@limited(CHANGES)
def drop_import(request: HttpRequest, sent: str) -> HttpResponse:
    """Throws the file away."""
    if importing.drop_import(get_object_or_404(Import.objects.of(asker(request)), public_id=sent), at=now()):
        messages.success(request, _("Thrown away. Nothing was changed."))
    return redirect("users:privacy")
