# The emulator, and every other command, as an image: built from these sources, run by a user without rights.
# docs/containers.md says how to use it.

# What npm would publish, built as a release is.
FROM node:24-slim AS package
WORKDIR /source
COPY . .
RUN npm ci --ignore-scripts \
  && npm run build \
  && npm pack --ignore-scripts --pack-destination /tmp \
  && mkdir /app \
  && tar -xzf /tmp/astrolabe-conformance-*.tgz --strip-components=1 -C /app \
  && cp package-lock.json .npmrc /app/

# What it needs when it runs, in the versions of the lock file.
FROM node:24-slim AS installed
WORKDIR /app
COPY --from=package /app ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM node:24-slim
WORKDIR /app
COPY --from=installed /app ./
# New volumes that are mounted here get this owner and these rights.
RUN install -d -m 700 -o node -g node /data /reports
# In a container, loopback is reached by nobody else. The control plane then requires a token (docs/safety.md).
ENV NODE_ENV=production \
  ASTROLABE_HOST=0.0.0.0 \
  ASTROLABE_REPORT_DIR=/reports
USER node
EXPOSE 4100
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ASTROLABE_PORT ?? 4100}/_emulator/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
CMD ["emulate"]
