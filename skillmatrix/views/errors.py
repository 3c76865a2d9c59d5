from django.http import HttpRequest, HttpResponse


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse("stub", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse("stub", status=500)
