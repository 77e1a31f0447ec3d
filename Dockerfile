# An image with the command and git, for pipelines without Node:
#   docker build -t bump-testclient .
#   docker run --rm -v "$PWD:/work" -u "$(id -u):$(id -g)" bump-testclient --check
# A release should name the base by its digest: --build-arg NODE=node:22-alpine@sha256:...
ARG NODE=node:22-alpine

FROM ${NODE} AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npm run build
RUN npm pack --ignore-scripts --pack-destination /tmp
RUN npm install --global --prefix /opt/bump-testclient --omit=dev --ignore-scripts --no-audit --no-fund /tmp/bump-testclient-*.tgz

FROM ${NODE}
LABEL org.opencontainers.image.title="bump-testclient" \
      org.opencontainers.image.description="Migrates test suites from the requests-based Starlette and FastAPI TestClient to the httpx-based one" \
      org.opencontainers.image.source="https://github.com/bump-testclient/bump-testclient" \
      org.opencontainers.image.licenses="MIT"
# The folder that is mounted belongs to another user, whom git does not trust by itself.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=build /opt/bump-testclient /opt/bump-testclient
ENV PATH=/opt/bump-testclient/bin:$PATH
WORKDIR /work
USER node
ENTRYPOINT ["bump-testclient"]
