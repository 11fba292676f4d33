# The image holds the bundles of the server and the command line, the built web app, the migrations, the npm packages that the server
# needs at run time, and PostgreSQL's tools for backups: no development tools, no web packages, no
# embedded PostgreSQL. Every stage stands on the same Debian, so that programs of one run in another.

FROM node:20-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/cli/package.json apps/cli/
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/
COPY packages/api/package.json packages/api/
COPY packages/db/package.json packages/db/
COPY packages/domain/package.json packages/domain/
COPY packages/engine/package.json packages/engine/
COPY packages/lifecycle/package.json packages/lifecycle/
COPY packages/models/package.json packages/models/
COPY packages/sdk/package.json packages/sdk/
COPY packages/testkit/package.json packages/testkit/

FROM manifests AS build
RUN npm ci
COPY . .
RUN TURBO_TELEMETRY_DISABLED=1 npm run build

FROM manifests AS dependencies
RUN npm ci --omit=dev --omit=optional --workspace=@atelier/server --workspace=@atelier/cli
# What sharp draws pictures with is optional to npm, for it is another one on each system.
COPY --from=build /app/node_modules/@img node_modules/@img

# Of the database's own version: an older pg_dump refuses to dump a newer server. The same image as `db`.
FROM postgres:18-bookworm AS postgres

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4400 ATELIER_BACKUP_DIR=/backups ATELIER_DATA_DIR=/data ATELIER_PG_BIN=/usr/local/bin
# Debian's libpq brings what libpq needs; PostgreSQL's own goes before it.
RUN apt-get update && apt-get install --yes --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
COPY --from=postgres /usr/lib/postgresql/18/bin/pg_dump /usr/lib/postgresql/18/bin/pg_restore /usr/local/bin/
COPY --from=postgres /usr/lib/*-linux-gnu/libpq.so.5 /usr/local/lib/
RUN ldconfig && pg_dump --version && pg_restore --version && install --directory --owner=node /backups /data
WORKDIR /app
COPY --from=dependencies /app ./
# Built for each platform, it comes as an optional package, which was left out with the embedded PostgreSQL.
COPY --from=build /app/node_modules/@node-rs node_modules/@node-rs
COPY --from=build /app/apps/server/dist apps/server/dist
COPY --from=build /app/apps/cli/dist apps/cli/dist
COPY --from=build /app/apps/web/dist apps/web/dist
COPY packages/db/migrations packages/db/migrations
COPY packages/db/seeds packages/db/seeds
# The database's command line: docker compose exec app atelier db status
RUN printf '#!/bin/sh\nexec node /app/apps/cli/dist/main.js "$@"\n' > /usr/local/bin/atelier \
  && chmod 755 /usr/local/bin/atelier
USER node
EXPOSE 4400
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Migrates, then serves. Node itself gets the signals: there is no shell and no npm before it.
CMD ["node", "apps/server/dist/main.js"]
