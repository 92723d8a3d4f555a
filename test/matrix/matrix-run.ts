/**
 * `npm run matrix`: installs the packed package into an empty project for each Node and each cucumber that runs on it, and
 * follows docs/your-own-features.md there, against a destination of its own and against the emulator.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startDestination } from '../destination/index.ts';

const root = resolve(import.meta.dirname, '../..');
const execute = promisify(execFile);

/** Whole versions, so that a run can be repeated; each cucumber runs on the Nodes that it names. */
const ROWS = [
  { node: '20.20.0', cucumber: '12.9.0' },
  { node: '24.21.0', cucumber: '12.9.0' },
  { node: '24.21.0', cucumber: '13.3.0' },
  { node: '26.10.0', cucumber: '12.9.0' },
  { node: '26.10.0', cucumber: '13.3.0' },
] as const;

const transcript = /^```sh\n(npm init [\s\S]*?)^```$/m.exec(
  readFileSync(join(root, 'docs/your-own-features.md'), 'utf8'),
)?.[1];
if (transcript === undefined)
  throw new Error('docs/your-own-features.md has no block that begins with "npm init"');

const folder = mkdtempSync(join(tmpdir(), 'astrolabe-matrix-'));
const { stdout } = await execute('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
const tarball = join(folder, stdout.trim());
const destination = await startDestination();

/** The folder of a Node's binary, which npm downloads once. */
async function folderOf(node: string): Promise<string> {
  const { stdout } = await execute('npx', ['-y', '-p', `node@${node}`, '-c', 'node -p process.execPath']);
  return dirname(stdout.trim());
}

/** Runs lines in a shell on one Node; its output is the error if one of them fails. */
async function shell(lines: string, cwd: string, nodeFolder: string): Promise<string> {
  writeFileSync(join(folder, 'lines.sh'), lines);
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const env = { ...Object.fromEntries(own), CI: '1', PATH: `${nodeFolder}:${process.env.PATH}` };
  const { stdout } = await execute('bash', ['-e', join(folder, 'lines.sh')], {
    cwd,
    maxBuffer: 2 ** 26,
    env,
  }).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`${error.stdout ?? ''}\n${error.stderr ?? ''}`.slice(-4000));
  });
  return stdout;
}

/** The transcript with the packed package, a chosen cucumber and a destination that is there. */
function linesFor(cucumber: string): string {
  return (transcript ?? '')
    .replace('--save-dev astrolabe-conformance', `--save-dev ${tarball} @cucumber/cucumber@${cucumber}`)
    .replace('http://127.0.0.1:3000/segment', destination.baseUrl)
    .replace('http://127.0.0.1:3000/records', destination.recordsUrl)
    .replace('ASTROLABE_API_KEY=…', `ASTROLABE_API_KEY=${destination.apiKey}`);
}

let failed = 0;
for (const [index, { node, cucumber }] of ROWS.entries()) {
  const cwd = join(folder, `row-${index}`);
  mkdirSync(cwd);
  const nodeFolder = await folderOf(node);
  const startedAt = performance.now();
  try {
    const own = await shell(linesFor(cucumber), cwd, nodeFolder);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    if (!own.includes('2 scenarios (2 passed)')) throw new Error(own);
    const graded = await shell('node --version\nnpx astrolabe-conformance verify', cwd, nodeFolder);
    const [verdict] = /^Conformant.*$/m.exec(graded) ?? [];
    if (verdict === undefined || !graded.startsWith(`v${node}`)) throw new Error(graded);
    process.stdout.write(
      `Node ${node}, cucumber ${cucumber}: an own scenario against an own destination in ${seconds} s; ${verdict}\n`,
    );
  } catch (error) {
    failed += 1;
    process.stdout.write(`Node ${node}, cucumber ${cucumber}: failed\n${(error as Error).message}\n`);
  }
}
await destination.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  `${ROWS.length - failed} of ${ROWS.length} pairs passed; cucumber 13.3 does not run on Node 20\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
