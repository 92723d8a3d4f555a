import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlFindings, Verdict } from '../../schemas/index.ts';
import { clause, example, recordOf } from '../fixtures/record.ts';
import { renderSummary } from '../formats/console.ts';
import { renderMarkdown } from '../formats/markdown.ts';
import { neverBegan } from './never-began.ts';

const about = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;

function ended(findings: ControlFindings, verdict: Verdict = 'blocked') {
  const graded = clause('AST-HTTP-001', about, [example('AST-HTTP-001.1', verdict, { reason: 'x' })]);
  return recordOf([graded], { verdict: 'incomplete' }, { findings, reasons: ['r'], exitCode: 3 });
}

for (const [what, findings, reason, remedy] of [
  [
    'a closed port',
    { unusable: 'the target cannot be reached: connection refused (ECONNREFUSED)' },
    /not running/,
    /start it/,
  ],
  ['a host that does not exist', { unusable: 'cannot be resolved (ENOTFOUND)' }, /misspelt/, /DNS/],
  ['no route', { unusable: 'no route to the host (EHOSTUNREACH)' }, /no route/, /VPN/],
  [
    'a firewall',
    { unusable: 'the target cannot be reached: no complete response within 10000 ms' },
    /firewall/,
    /--timeout/,
  ],
  [
    'a proxy that does not listen',
    { unusable: 'cannot be reached: the proxy http://p:1 (HTTP_PROXY) cannot be reached: x (ECONNREFUSED)' },
    /the proxy of this network/,
    /NO_PROXY/,
  ],
  [
    'a proxy that cannot reach the Records API',
    { evidenceFault: 'did not respond: the proxy http://p (HTTPS_PROXY) answered 502 to CONNECT a:443: x' },
    /the proxy of this network/,
    /HTTPS_PROXY/,
  ],
  [
    'a proxy with a password',
    { unusable: 'the target cannot be reached: the proxy http://p requires a user name (407): set it' },
    /requires a user name/,
    /percent-encoded/,
  ],
  [
    'a certificate',
    { unusable: 'the TLS certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)' },
    /self-signed/,
    /--ca FILE .*NODE_EXTRA_CA_CERTS/,
  ],
  [
    'a missing certificate of the client',
    {
      unusable:
        'the TLS handshake was refused: if it is required, pass --client-cert FILE (ERR_SSL_TLSV13_ALERT)',
    },
    /requires a certificate of the client/,
    /--client-key FILE/,
  ],
  [
    'HTTPS at a port that speaks HTTP',
    { unusable: 'the TLS handshake failed: is this an HTTPS address? (ERR_SSL_WRONG_VERSION_NUMBER)' },
    /plain HTTP/,
    /http:\/\/ instead of https/,
  ],
  [
    'HTTP at a port that speaks HTTPS',
    { unusable: 'the response is not valid HTTP (HPE_INVALID)' },
    /another protocol/,
    /https:\/\/ instead of http/,
  ],
  [
    'a reset',
    { unusable: 'connection closed before the response was complete (ECONNRESET)' },
    /closes the connection/,
    /log/,
  ],
  [
    'a refused key',
    { unusable: 'the target answered 401 with an empty body' },
    /API key/,
    /ASTROLABE_API_KEY/,
  ],
  [
    'a refused blocking key',
    { unusable: 'the target answered 403 to the key of --blocking-api-key' },
    /--blocking-api-key is misspelt/,
    /ASTROLABE_BLOCKING_API_KEY/,
  ],
  [
    'an adapter that ends its process',
    { evidenceFault: 'the adapter ended its thread with exit code 0' },
    /module of --adapter does not work/,
    /run the module by itself/,
  ],
  ['a wrong path', { unusable: 'the target answered 404 with "x"' }, /not the one/, /--base-url/],
  ['a redirect', { unusable: 'the target answered 302 with "x"' }, /redirects/, /final URL/],
  ['a broken server', { unusable: 'the target answered 502 with "x"' }, /failed/, /log/],
  ['another refusal', { unusable: 'the target answered 422 with "x"' }, /minimal identify/, /controls/],
  ['something else', { unusable: 'the request failed: odd' }, /network between/, /conformance.json/],
  [
    'a Records API at another address',
    { evidenceFault: 'the Records API (GET /users) answered 404 instead of 200' },
    /not that of the Records API/,
    /--records-url/,
  ],
  [
    'a Records API that is off',
    { evidenceFault: 'the Records API did not respond: connection refused (ECONNREFUSED)' },
    /not running/,
    /start it/,
  ],
  [
    'a broken adapter',
    { evidenceFault: 'the function users of the adapter threw: no such table' },
    /module of --adapter/,
    /by itself/,
  ],
  ['other evidence', { evidenceFault: 'odd' }, /records-api.md/, /by hand/],
] as const) {
  test(`${what} is explained in three lines, and no clause is listed`, () => {
    const record = ended(findings);
    const cause = neverBegan(record);
    assert.match(cause?.reason ?? '', reason);
    assert.match(cause?.remedy ?? '', remedy);
    const console = renderSummary(record, { colour: false, width: 300 });
    const lines = console.split('\n');
    assert.deepEqual(
      lines.slice(3, 6).map((line) => line.slice(0, 13)),
      ['What happened', 'Likely reason', 'What to do   '],
    );
    assert.equal(lines.length, 8);
    assert.match(lines[7] ?? '', /^Incomplete, no verdict/);
    for (const text of [console, renderMarkdown(record)]) assert.doesNotMatch(text, /AST-HTTP-001/);
  });
}

test('advice is given once', () => {
  const unusable =
    'the target answered 401 with "no" to a minimal identify with the API key: check the URL, and that ASTROLABE_API_KEY is the key of its connector';
  assert.equal(
    neverBegan(ended({ unusable }))?.happened,
    'the target answered 401 with "no" to a minimal identify with the API key',
  );
});

test('a run that graded something is shown with its clauses', () => {
  for (const verdict of ['pass', 'fail', 'warn', 'info', 'harness-error'] as const) {
    assert.equal(neverBegan(ended({ evidenceFault: 'the Records API answered 404' }, verdict)), undefined);
  }
  assert.equal(neverBegan(ended({})), undefined);
});
