/** The console as the built package serves it: what it may do, and how large it is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { meaningOf, type RuleMeanings } from '../console/app/parts/rule-meanings.ts';
import { CHOICES, createApp } from '../emulator/index.ts';
import { loadRegistry } from '../harness/registry/index.ts';

const FILES = ['console.html', 'console.js', 'console.css'];
const MOST_BYTES = 60 * 1_024;

describe('the console', () => {
  const agent = request(createApp());
  const page = () => agent.get('/').set({ accept: 'text/html,*/*;q=0.8' }).expect(200);

  it('is what a browser gets at the address of the emulator, and nobody else', async () => {
    const { text, headers } = await page();
    assert.match(text, /<script type="module" src="\/_console\/console\.js">/);
    assert.equal(headers.vary, 'accept');
    for (const accept of ['*/*', 'text/plain', 'application/json']) {
      await agent
        .get('/')
        .set({ accept })
        .expect('content-type', /^text\/plain/);
    }
  });

  it('may run and fetch what its own server has, and nothing that stands in its text', async () => {
    const { headers, text } = await page();
    const policy = headers['content-security-policy'] ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
    assert.match(policy, /form-action 'none'; frame-ancestors 'none'$/);
    assert.ok(!policy.includes('unsafe'));
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.doesNotMatch(text, /<style|<script>|\son\w+=|https?:\/\/(?!HOST)/);
  });

  it('has at most 60 KB, compressed', async () => {
    let bytes = 0;
    for (const file of [...FILES, 'rules.json']) {
      const { text } = await agent.get(`/_console/${file}`).expect(200);
      bytes += gzipSync(text).length;
    }
    assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
  });

  it('names the libraries in its script with their licences, and asks nobody else for anything', async () => {
    const { text } = await agent.get('/_console/console.js').expect('content-type', /^text\/javascript/);
    assert.match(text, /Copyright \(c\) .* Jason Miller/);
    assert.doesNotMatch(text.replace(/\/\*![\s\S]*?\*\//g, ''), /https?:\/\/(?!www\.w3\.org)/);
  });

  it('has what every rule means in a file of its own, which is read when somebody asks', async () => {
    const { text } = await agent.get('/_console/rules.json').expect('content-type', /^application\/json/);
    const all = JSON.parse(text) as RuleMeanings;
    const ids = [
      ...loadRegistry().clauses.map(({ id }) => id),
      ...Object.keys(CHOICES).map((name) => `choice:${name}`),
      ...['defect:group-replaces', 'variant:no-dedupe'],
    ];
    for (const id of ids) assert.ok(meaningOf(id, all), id);
    assert.equal(meaningOf('choice:delete-call=accept', all)?.kind, 'choice');
    assert.equal(meaningOf('limit:users', all)?.kind, 'limit');
    assert.equal(meaningOf('fault:any', all)?.kind, 'fault');
    for (const id of ['constructor', '__proto__', 'choice:', 'AST-NONE-001', '']) {
      assert.equal(meaningOf(id, all), undefined, id);
    }
    const clauses = Object.values(all).flatMap((one) => (one.kind === 'clause' ? [one] : []));
    for (const { rule, provenance, sources } of clauses) {
      assert.ok(provenance === 'assumed' || sources.length > 0, rule);
      for (const { title, place } of sources) assert.ok(title !== '' && place !== '', rule);
    }
  });

  it('has no other files', async () => {
    for (const name of ['package.json', '..%2fcli%2fmain.js', 'constructor', '']) {
      await agent.get(`/_console/${name}`).expect(404);
    }
  });
});
