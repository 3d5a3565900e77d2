# The mock and the build, as a plain user. Build: docker build -t speclift .  Then, in a workspace:
#   docker run --rm -v "$PWD:/work" speclift build
#   docker run --rm -p 8000:8000 -v "$PWD:/work:ro" speclift mock trueconf-server v3.10 --host 0.0.0.0 --port 8000
FROM python:3.13-slim AS build
COPY . /src
RUN pip install --no-cache-dir --prefix=/install "/src[mock,site,publish]"

FROM python:3.13-slim
COPY --from=build /install /usr/local
RUN useradd --create-home --uid 10001 speclift
USER speclift
WORKDIR /work
ENTRYPOINT ["speclift"]
CMD ["--help"]
