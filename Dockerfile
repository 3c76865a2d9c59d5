FROM python:3.13 AS build
WORKDIR /app
COPY . .
RUN make production

FROM python:3.13-slim
WORKDIR /app
COPY --from=build /app /app
COPY --from=build --chown=10001:10001 /app/data /app/data
ENV PATH="/app/.venv/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
VOLUME /app/data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# With threads a worker is not taken for dead while it writes a large import, and serves pages meanwhile.
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
    "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-", "--no-control-socket"]
