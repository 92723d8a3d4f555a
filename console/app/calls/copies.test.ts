import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import { asCurl, asGherkin, asNdjson } from './copies.ts';

const CALL = { type: 'track', userId: 'ada\'s "$HOME" `id`', event: 'Line\nbreak', properties: { a: '"""' } };

const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());

describe('copies of a call', () => {
  it('as curl are one command, whatever the call has in it', () => {
    const command = asCurl(CALL, 'ingress', 'http://127.0.0.1:4100');
    const script = `curl() { for one in "$@"; do printf '%s\\0' "$one"; done; }; ASTROLABE_WRITE_KEY=wk; ${command}`;
    const given = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0');
    assert.deepEqual(given.slice(0, 3), ['http://127.0.0.1:4100/v1/track', '-u', 'wk:']);
    assert.deepEqual(JSON.parse(given.at(-2) ?? ''), CALL);
  });

  it('as curl send a text as it is, also one that looks like the name of a file', () => {
    const command = asCurl("@/etc/hosts 'x'", 'ingress', 'http://h', '/v1/batch');
    assert.match(command, /^curl http:\/\/h\/v1\/batch /);
    assert.ok(command.endsWith(` --data-raw '@/etc/hosts '\\''x'\\'''`), command);
  });

  it('as curl go where they came from', () => {
    assert.match(
      asCurl(CALL, 'destination', 'http://h'),
      /^curl http:\/\/h\/astrolabe -u "\$ASTROLABE_API_KEY:"/,
    );
    assert.match(asCurl({ type: '../../x' }, 'ingress', 'http://h'), /^curl http:\/\/h\/v1\/track /);
  });

  it('as Gherkin are a step with a doc string that ends where it should', () => {
    for (const call of [CALL, { type: 'track' }, { a: ['', '"'] }]) {
      const steps = asGherkin(call);
      const text = `Feature: f\n  Scenario: s\n    ${steps.replaceAll('\n', '\n    ')}`;
      const { feature } = parser.parse(text);
      const [step] = feature?.children[0]?.scenario?.steps ?? [];
      assert.equal(step?.text, 'this body is posted:');
      assert.deepEqual(JSON.parse(step?.docString?.content ?? ''), call);
    }
  });

  it('as NDJSON are a line', () => {
    assert.equal(asNdjson(CALL).split('\n').length, 2);
    assert.deepEqual(JSON.parse(asNdjson(CALL)), CALL);
  });
});
