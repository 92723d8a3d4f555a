/** Sweeps, from outside: what a failed one says, which clause it depends on, and how it leaves lawful targets alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExampleResult } from '../schemas/index.ts';
import type { Fault } from './destination/faults.ts';
import { runCommand, startDestination } from './outside/index.ts';
import { pointAt } from './shell.ts';

/** Runs one example against the independent destination with one fault. */
async function run(example: string, fault: Fault): Promise<ExampleResult | undefined> {
  const destination = await startDestination({ faults: [fault] });
  try {
    const { argv, env } = pointAt(destination);
    const ran = await runCommand([...argv, '--settle', '80ms', '--example', example], env);
    return ran.record().clauses.flatMap(({ examples }) => examples)[0];
  } finally {
    await destination.close();
  }
}

describe('a failed sweep', () => {
  it('shows the smallest call: one property, sent to a User of its own', async () => {
    const result = await run('AST-GROUP-004.3', 'account-integers-32-bit');
    assert.equal(result?.verdict, 'fail');
    const { message, expected, actual } = result.difference ?? {};
    assert.match(
      message ?? '',
      /^the Account "\S+-acme-cut-\d+" does not hold "number_unsigned_int" as sent; \d+ others/,
    );
    assert.deepEqual([expected, actual], [{ number_unsigned_int: 4294967295 }, { number_unsigned_int: -1 }]);
    const last = result.exchanges.findLast(
      ({ request }) => request.url.endsWith('/astrolabe') || /"group"/.test(request.body ?? ''),
    );
    assert.match(last?.request.body ?? '', /"traits":\{"number_unsigned_int":4294967295\}/);
  });

  it('says after which update the property differs', async () => {
    const result = await run('AST-IDENT-004.3', 'falsy-updates-ignored');
    assert.match(result?.difference?.message ?? '', /does not hold "number_to_zero" as sent after update 1/);
    assert.deepEqual(result?.difference?.actual, { number_to_zero: 5 });
  });

  it('says that the property was behind a null and an object', async () => {
    const result = await run('AST-IDENT-004.4', 'ends-at-null');
    assert.match(result?.difference?.message ?? '', /as sent behind a null and an object/);
  });

  it('names the properties that fail only together', async () => {
    const result = await run('AST-IDENT-008.3', 'names-lowercased');
    assert.equal(result?.verdict, 'warn');
    assert.deepEqual(Object.keys(result?.difference?.expected ?? {}), ['toString']);
  });
});

describe('a sweep is blocked by the clause', () => {
  const blocked = {
    'about updates': ['AST-HTTP-011.9', 'never-updates', 'AST-IDENT-002'],
    'about the number of properties': ['AST-IDENT-008.3', 'drops-101st-property', 'AST-IDENT-014'],
    'about values, if arrays lose members': ['AST-HTTP-011.13', 'arrays-become-strings', 'AST-IDENT-004'],
    'about values, if an ordinary identify loses them too': [
      'AST-AUD-006.2',
      'other-types-ignored',
      'AST-IDENT-004',
    ],
  } as const;
  for (const [what, [example, fault, clause]] of Object.entries(blocked)) {
    it(what, async () => {
      const result = await run(example, fault);
      assert.equal(result?.verdict, 'blocked');
      assert.ok(result.reason?.startsWith(`${clause}:`), result.reason);
    });
  }
});
