/** A client that oazapfts generates from the OpenAPI document, compiled, talks to the emulator. */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { makeFolder } from '../folder.ts';
import { DOCUMENT, errorsOf, FILE } from './document.ts';

/** What the client got. */
interface Answer {
  readonly operation: string;
  readonly status: number;
  readonly data?: unknown;
}

const OPERATIONS: Readonly<Record<string, string>> = {
  deliverCall: '/paths/~1astrolabe/post',
  findUsers: '/paths/~1records~1users/get',
  findAccounts: '/paths/~1records~1accounts/get',
  findEvents: '/paths/~1records~1events/get',
};

const tool = (...path: string[]) => join(packageRoot, 'node_modules', ...path);

describe('a client from the OpenAPI document', () => {
  const folder = makeFolder('openapi-client');
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ port: 0 });
    execFileSync(process.execPath, [tool('oazapfts', 'dist', 'cli.js'), FILE, join(folder, 'client.ts')]);
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(tool('@oazapfts'), join(folder, 'node_modules', '@oazapfts'));
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    copyFileSync(join(import.meta.dirname, 'use-client.ts.txt'), join(folder, 'use-client.ts'));
  });
  after(() => emulator.close());

  it('compiles, and refuses a call that is not one', () => {
    assert.equal(compiled(), '');
    const wrong = `import * as client from './client.ts';
// @ts-expect-error: a group has a groupId
client.deliverCall({ type: 'group', userId: 'u' });
// @ts-expect-error: there is no such type
client.deliverCall({ type: 'order', userId: 'u' });
`;
    writeFileSync(join(folder, 'wrong.ts'), wrong);
    assert.equal(compiled('wrong.ts'), '');
  });

  it('delivers calls and reads what was stored, and each answer is one that the document has', async () => {
    // Not at once: the emulator is in this process.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(folder, 'use-client.ts')],
      {
        timeout: 20_000,
        env: { PATH: process.env.PATH, ORIGIN: emulator.url, API_KEY: emulator.apiKey },
      },
    );
    const answers: readonly Answer[] = JSON.parse(stdout);
    assert.deepEqual(
      answers.map(({ operation, status }) => `${operation} ${status}`),
      [
        'deliverCall 200',
        'deliverCall 200',
        'deliverCall 200',
        'deliverCall 501',
        'deliverCall 400',
        'findUsers 200',
        'findAccounts 200',
        'findEvents 200',
        'findUsers 400',
        'deliverCall 401',
        'findUsers 401',
      ],
    );
    for (const answer of answers) assert.deepEqual(errorsIn(answer), [], JSON.stringify(answer));
    assert.deepEqual(answers[5]?.data, {
      users: [{ userId: 'ada', properties: { email: 'ada@initech.com' }, accountIds: ['initech'] }],
    });
  });

  function compiled(file = 'use-client.ts'): string {
    const options =
      '--ignoreConfig --noEmit --strict --target es2023 --module nodenext --allowImportingTsExtensions --skipLibCheck';
    const roots = ['--typeRoots', tool('@types'), '--types', 'node'];
    const words = [tool('typescript', 'bin', 'tsc'), ...options.split(' '), ...roots, file];
    return spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' }).stdout;
  }
});

/** What is wrong with an answer, by the schema that the document has for its operation and status. */
function errorsIn({ operation, status, data }: Answer): readonly unknown[] {
  const [method, path] = (OPERATIONS[operation] ?? '').split('/').toReversed();
  const operations = DOCUMENT.paths[(path ?? '').replaceAll('~1', '/')];
  const response = operations[method ?? ''].responses[status];
  assert.ok(response, `the document has no ${status} for ${operation}`);
  const name = response.$ref?.split('/').at(-1);
  const [base, content] =
    name === undefined
      ? [`${OPERATIONS[operation]}/responses/${status}`, response.content]
      : [`/components/responses/${name}`, DOCUMENT.components.responses[name].content];
  return content === undefined ? [] : errorsOf(`${base}/content/application~1json/schema`, data);
}
