/** The files of an Artillery project, as texts. */
import type { LoadPlan, LoadRecord } from '../../../schemas/index.ts';
import type { LoadOptions } from '../load.ts';
import { PLAN_FILE } from '../load-folder.ts';

/** What the files are about. */
export interface ProjectParts {
  readonly tool: LoadRecord['tool'];
  readonly plan: LoadPlan;
  /** Without the query. */
  readonly target: string;
  /** Whether that is the whole URL. */
  readonly isWholeTarget: boolean;
  readonly isRemote: boolean;
  readonly options: Pick<
    LoadOptions,
    'machines' | 'workers' | 'concurrency' | 'rate' | 'shape' | 'duration' | 'timeout' | 'recordsUrl'
  >;
}

/** The version that the project was tried with; it needs Node.js 22.18 or later. */
const ARTILLERY = '2.0.34';
const NODE = 24;

/** By their names. */
export function projectFiles(parts: ProjectParts): Readonly<Record<string, string>> {
  return {
    'artillery.yml': scenario(parts),
    'processor.mjs': PROCESSOR,
    'package.json': manifest(parts),
    Dockerfile: DOCKERFILE,
    '.dockerignore': 'node_modules\nshard-*\nartillery-*.json\nload*.*\n',
    'kubernetes.yaml': job(parts),
    'README.md': readme(parts),
  };
}

const PROCESSOR = `import { createProcessor } from 'astrolabe-conformance/artillery';

export const { sendShards } = createProcessor({ folder: import.meta.dirname });
`;

function manifest({ tool }: ProjectParts): string {
  const content = {
    name: 'astrolabe-load',
    private: true,
    type: 'module',
    dependencies: { artillery: ARTILLERY, [tool.name]: tool.version },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function scenario({ plan, target, options }: ProjectParts): string {
  const { workers, concurrency, rate, shape, duration, timeout, recordsUrl } = options;
  const variables = { workers, concurrency, rate, shape, duration, timeout, recordsUrl };
  const lines = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [`    ${name}: ${JSON.stringify(value)}`],
  );
  return `# Each virtual user is a worker: it takes a shard of ${PLAN_FILE} that no other has, and sends its calls.
# The variables are options of "astrolabe-conformance load", for one machine. Do not change workers between two machines.
config:
  target: ${JSON.stringify(target)}
  processor: ./processor.mjs
  phases:
    - name: workers begin
      duration: 1
      arrivalRate: ${workers}
  variables:
${lines.join('\n')}
scenarios:
  - name: ${JSON.stringify(`load ${plan.runId}`)}
    flow:
      - function: sendShards
`;
}

const DOCKERFILE = `FROM node:${NODE}-slim
WORKDIR /load
COPY package.json ./
RUN npm install --ignore-scripts
COPY . .
ENV ARTILLERY_DISABLE_TELEMETRY=true
ENTRYPOINT ["npx", "artillery", "run"]
`;

function job({ options: { machines }, isRemote }: ProjectParts): string {
  return `# Each pod is a machine: its index is its shard. All write into one volume.
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: astrolabe-load
spec:
  accessModes: [ReadWriteMany]
  resources:
    requests:
      storage: 1Gi
---
apiVersion: batch/v1
kind: Job
metadata:
  name: astrolabe-load
spec:
  completionMode: Indexed
  completions: ${machines}
  parallelism: ${machines}
  template:
    spec:
      restartPolicy: OnFailure
      containers:
        - name: artillery
          image: astrolabe-load
          command: [sh, -c]
          args:
            - >-
              ASTROLABE_SHARD=$((JOB_COMPLETION_INDEX + 1))/${machines}
              npx artillery run --output /results/artillery-$JOB_COMPLETION_INDEX.json artillery.yml
          env:
            - name: ASTROLABE_OUT
              value: /results${isRemote ? '\n            - name: ASTROLABE_YES\n              value: "1"' : ''}
            - name: ASTROLABE_API_KEY
              valueFrom:
                secretKeyRef:
                  name: astrolabe-load
                  key: api-key
          volumeMounts:
            - name: results
              mountPath: /results
      volumes:
        - name: results
          persistentVolumeClaim:
            claimName: astrolabe-load
`;
}

function readme({ tool, plan, target, isWholeTarget, isRemote, options }: ProjectParts): string {
  const { machines, workers } = options;
  const each = machines === 1 ? 'one machine' : `${machines} machines`;
  const url = isWholeTarget
    ? ''
    : '\nThe URL has a query, which is not written here: set `ASTROLABE_BASE_URL` to the whole URL on every machine.\n';
  const agreed = isRemote
    ? ' The target is on another machine, so set `ASTROLABE_YES=1`, too: that says that test data may be written to it.'
    : '';
  const yes = isRemote ? '\nexport ASTROLABE_YES=1' : '';
  const first = machines === 1 ? '' : `ASTROLABE_SHARD=1/${machines} `;
  const all = Array.from({ length: machines }, (_, at) => at + 1).join(' ');
  return `# Load ${plan.runId} with Artillery

Written by ${tool.name} ${tool.version}. Artillery sends the ${plan.calls} calls of \`${PLAN_FILE}\` to ${target}, from ${each} with
${workers === 1 ? 'one worker' : `${workers} workers`} each. Each worker takes its shard by itself: no two have a user in common, and nobody needs to tell them
apart but by \`ASTROLABE_SHARD\`, which says which machine it is. \`reconcile\` then looks whether everything arrived.

Artillery ${ARTILLERY} needs Node.js 22.18 or later. Install without scripts: one of its packages downloads a browser otherwise.

\`\`\`sh
npm install --ignore-scripts
\`\`\`

Each machine needs the API key of the connector as \`ASTROLABE_API_KEY\`.${agreed}
${url}
## On a laptop

\`\`\`sh
export ASTROLABE_API_KEY=…${yes}
${first}npx artillery run --output artillery-1.json artillery.yml
\`\`\`
${
  machines === 1
    ? ''
    : `
The other machines do the same with ${machines === 2 ? '`ASTROLABE_SHARD=2/2`' : `\`ASTROLABE_SHARD=2/${machines}\` to \`${machines}/${machines}\``}. Terminals of one machine can take the place of machines, in one
folder; their reports need names of their own.
`
}
If it is interrupted, run the same command again: it goes on where it was.

## On Fargate

Artillery starts the workers of one command alike, so that each shard has a command of its own:

\`\`\`sh
echo "ASTROLABE_API_KEY=…" > keys.env${isRemote ? '\necho "ASTROLABE_YES=1" >> keys.env' : ''}
for shard in ${all}; do
  npx artillery run-fargate --region eu-west-1 --count 1 --cpu 2 --memory 4 --dotenv keys.env \\
    --launch-config "{\\"environment\\": [{\\"name\\": \\"ASTROLABE_SHARD\\", \\"value\\": \\"$shard/${machines}\\"}]}" \\
    --output artillery-$shard.json artillery.yml &
done
wait
\`\`\`

What a task writes on its disk is gone at its end. Artillery's report tells \`reconcile\` which shards were accepted as a whole; about
the calls of others only the destination knows.

## On Kubernetes

\`kubernetes.yaml\` is a Job with one pod for each machine, and a volume that all of them write to.

\`\`\`sh
docker build -t astrolabe-load .
kubectl create secret generic astrolabe-load --from-literal=api-key=…
kubectl apply -f kubernetes.yaml
kubectl wait --for=condition=complete --timeout=24h job/astrolabe-load
\`\`\`

Afterwards copy \`shard-*.json\` and \`artillery-*.json\` from the volume into this folder.

## Afterwards

With all \`shard-*.json\` and \`artillery-*.json\` beside \`${PLAN_FILE}\`:

\`\`\`sh
npx ${tool.name} reconcile --plan ${PLAN_FILE} --records-url …
\`\`\`

Shards may also be sent by \`load\` itself: a machine with \`--plan ${PLAN_FILE} --workers ${workers} --shard 1/${machines}\` sends what the first machine here
would send.
`;
}
