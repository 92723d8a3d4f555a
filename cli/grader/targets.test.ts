import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { CommandError } from '../shell.ts';
import { configuredTargets } from './targets.ts';

const cwd = mkdtempSync(join(tmpdir(), 'astrolabe-targets-'));
after(() => rmSync(cwd, { recursive: true, force: true }));

/** The targets of a configuration file, as they are shown and as they are used. */
async function targetsOf(content: unknown) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(cwd, 'astrolabe.config.json'), text);
  const found = await configuredTargets(undefined, { cwd, env: { KEY: 'a-key-for-tests' } });
  return { shown: found.map(({ shown }) => shown), values: found.map(({ values }) => values) };
}

describe('the targets of a configuration file', () => {
  it('are shown without what could be secret, and used with it', async () => {
    const baseUrl = 'https://user:secret@far.example:8443/hook?code=secret#secret';
    const { shown, values } = await targetsOf({ targets: { far: { baseUrl, apiKey: '$KEY' } } });
    assert.deepEqual(shown, [
      { name: 'far', address: 'https://far.example:8443/hook', confirm: 'far.example:8443' },
    ]);
    assert.deepEqual(values, [{ baseUrl, apiKey: 'a-key-for-tests' }]);
  });

  it('name every machine that would be sent to', async () => {
    const records = 'https://records.far.example/r';
    const { shown } = await targetsOf({
      targets: {
        one: { baseUrl: 'http://127.0.0.1:1/', recordsUrl: records },
        both: { baseUrl: 'https://far.example/hook', recordsUrl: records },
        same: { baseUrl: 'https://far.example/hook', recordsUrl: 'https://far.example/records' },
      },
    });
    assert.deepEqual(
      shown.map(({ confirm }) => confirm),
      ['records.far.example', 'far.example and records.far.example', 'far.example'],
    );
  });

  it('show no key, whatever is wrong with the file', async () => {
    for (const content of [
      'targets:\n  far:\n    apiKey: "sk_live_SECRET" x\n',
      'targets: {far: {apiKey: sk_live_SECRET',
      '{"targets": {"far": {"apiKey": "sk_live_SECRET" x}}}',
      '{"targets": {"far": {"apiKey": sk_live_SECRET}}}',
      JSON.stringify({ targets: { far: { baseUrl: 'http://127.0.0.1:1/', apiKey: '$sk_live_SECRET' } } }),
    ]) {
      for (const name of ['astrolabe.config.json', 'astrolabe.config.yaml']) {
        writeFileSync(join(cwd, name), content);
        const said = await configuredTargets(name, { cwd, env: {} }).then(
          (found) => found.map(({ shown }) => shown),
          ({ message }) => String(message),
        );
        assert.doesNotMatch(JSON.stringify(said), /SECRET/);
        assert.match(JSON.stringify(said), /it is not (JSON|YAML)|begins with a dollar|must be|problem/);
        rmSync(join(cwd, name));
      }
    }
  });

  it('are read again after a change, in whatever form they are written', async () => {
    const path = join(cwd, 'astrolabe.config.mjs');
    const addressIn = async (baseUrl: string) => {
      writeFileSync(path, `export default { targets: { one: { baseUrl: ${JSON.stringify(baseUrl)} } } };\n`);
      const [one] = await configuredTargets(path, { cwd, env: {} });
      return one?.shown.address;
    };
    assert.equal(await addressIn('http://127.0.0.1:1/'), 'http://127.0.0.1:1/');
    assert.equal(await addressIn('http://127.0.0.1:2/longer'), 'http://127.0.0.1:2/longer');
    rmSync(path);
  });

  it('need no confirmation on this machine', async () => {
    for (const baseUrl of ['http://localhost:1/', 'http://127.0.0.1:1/', 'http://[::1]:1/']) {
      assert.deepEqual((await targetsOf({ targets: { here: { baseUrl } } })).shown, [
        { name: 'here', address: baseUrl },
      ]);
    }
  });

  it('have what the file says for all of them, except what would write files or answer a question', async () => {
    const baseUrl = 'http://127.0.0.1:1/';
    const { values } = await targetsOf({
      ...{ strict: true, yes: true, reportDir: 'out', history: true, report: ['ledger'] },
      targets: { here: { baseUrl, reportDir: 'in' } },
    });
    assert.deepEqual(values, [{ strict: true, baseUrl }]);
  });

  it('that cannot be used have a reason, and the others can be used', async () => {
    const { shown } = await targetsOf({
      targets: {
        without: { apiKey: '$KEY' },
        unset: { baseUrl: 'http://127.0.0.1:1/', apiKey: '$NOT_SET' },
        here: { baseUrl: 'http://127.0.0.1:1/' },
      },
    });
    const [without, unset, here] = shown;
    assert.deepEqual(without, { name: 'without', problem: 'it has no baseUrl' });
    assert.match(unset?.problem ?? '', /the variable \$NOT_SET, which is not set/);
    assert.equal(here?.address, 'http://127.0.0.1:1/');
  });

  it('are none without a file, and a sentence for a file that cannot be used', async () => {
    await assert.rejects(targetsOf('{'), CommandError);
    await assert.rejects(targetsOf({ targets: { far: { baseUrll: 'x' } } }), /baseUrl/);
    rmSync(join(cwd, 'astrolabe.config.json'));
    assert.deepEqual(await configuredTargets(undefined, { cwd, env: {} }), []);
  });
});
