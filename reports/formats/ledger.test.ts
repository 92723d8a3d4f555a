import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Exchange, ResultRecord } from '../../schemas/index.ts';
import { renderLedger } from './ledger.ts';

function exchange(body: string, status: number, purpose: Exchange['purpose'] = 'call'): Exchange {
  const request = { method: 'POST', url: 'https://x.example/', headers: {}, body };
  return { purpose, startedAt: '', durationMs: 1, request, response: { status, headers: {}, body: '' } };
}

it('the ledger lists every identifier once, from controls, calls, markers and broken bodies', () => {
  const record = {
    controls: [exchange('{"type":"identify","userId":"c"}', 200)],
    clauses: [
      {
        examples: [
          {
            id: 'AST-X-001.1',
            exchanges: [
              exchange('{"type":"group","user_id":"u\\"1","groupId":"g"}', 400),
              exchange('{"type":"identify","userId":"u\\"1"}', 202),
              exchange('{"type":"identify","anonymousId":"cut', 400),
              exchange('{"type":"identify","anonymousId":"a","traits":', 400),
              exchange('{"userId":"m","traits":{"userId":"a property"}}', 200, 'marker'),
              exchange('{"userId":"never-written"}', 200, 'records'),
            ],
          },
        ],
      },
    ],
  } as unknown as ResultRecord;
  const lines = renderLedger(record)
    .trim()
    .split('\n')
    .map((line) => Object.values(JSON.parse(line)).join(' '));
  assert.deepEqual(lines, [
    'userId c controls true',
    'userId u"1 AST-X-001.1 true',
    'groupId g AST-X-001.1 false',
    'anonymousId a AST-X-001.1 false',
    'userId m AST-X-001.1 true',
  ]);
});
