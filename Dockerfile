# docker build -t proselint-t . && docker run --rm -v "$PWD:/work:ro" proselint-t check
FROM python:3.12-slim AS build
COPY . /source
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-compile /source

FROM python:3.12-slim
COPY --from=build /venv /venv
RUN useradd --create-home reader
USER reader
WORKDIR /work
ENTRYPOINT ["/venv/bin/proselint-t"]
CMD ["check"]
