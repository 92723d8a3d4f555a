/** A destination that drops connections: what a missing response says about the rules on responses. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { isObject } from '../schemas/index.ts';
import { runCommand } from './outside/index.ts';
import { pointAt } from './shell.ts';

const apiKey = 'drops-Connections-1';

/** Accepts every JSON object with the right key, and drops the connection of every other call. */
function startDropping(): Promise<Server> {
  const authorization = `Basic ${btoa(`${apiKey}:`)}`;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const isValid = request.headers.authorization === authorization && isObjectText(body);
    if (isValid) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    else request.socket.destroy();
  });
  return new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server)));
}

function isObjectText(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

describe('a destination that does not respond to what it should refuse', () => {
  let server: Server;
  before(async () => {
    server = await startDropping();
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  async function verdictsOf(...clauseIds: string[]) {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { argv, env } = pointAt({ baseUrl, apiKey });
    const ran = await runCommand([...argv, ...clauseIds.flatMap((id) => ['--clauses', id])], env);
    const verdicts = ran.record().clauses.map(({ id, verdict }) => [id, verdict]);
    return { exitCode: ran.exitCode, verdicts: Object.fromEntries(verdicts) };
  }

  it('leaves open what a response may not be: no pass, and no failed MUST', async () => {
    const { exitCode, verdicts } = await verdictsOf('AST-HTTP-004', 'AST-AUTH-004', 'AST-AUTH-006');
    assert.deepEqual(verdicts, {
      'AST-HTTP-004': 'blocked',
      'AST-AUTH-004': 'blocked',
      'AST-AUTH-006': 'blocked',
    });
    assert.equal(exitCode, 3);
  });

  it('breaks a SHOULD that names the status', async () => {
    const { verdicts } = await verdictsOf('AST-AUTH-005');
    assert.deepEqual(verdicts, { 'AST-AUTH-005': 'warn' });
  });
});
