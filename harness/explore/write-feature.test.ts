/** Counterexamples as features: they parse, and contain what was sent and what is expected. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import { taggedExample } from '../cucumber/catalogue.ts';
import { type Clause, loadRegistry } from '../registry/index.ts';
import type { Command } from './commands/commands.ts';
import { writeFeature } from './write-feature.ts';

const clause = loadRegistry().byId('AST-IDENT-003') as Clause;

function parse(text: string) {
  const newId = IdGenerator.incrementing();
  const document = {
    ...new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(text),
    uri: 'x',
  };
  const [pickle] = compile(document, 'x', newId);
  assert.ok(pickle);
  return { pickle, document };
}

const commands: readonly Command[] = [
  { kind: 'identify', user: 'ada', email: 'one', traits: { note: 'a|b\\c\n"d"' } },
  { kind: 'group', user: 'ada', account: 'acme', traits: {} },
  { kind: 'audience', user: 'ada', key: 'power_users', member: true },
  { kind: 'burst', user: 'ada', count: 3 },
  { kind: 'identify', user: 'ada', traits: { note: '' } },
  { kind: 'again' },
];

const lost = {
  subject: { kind: 'user-property', user: 'ada', name: 'email' },
  difference: { message: 'the User "ada" does not hold "email" as it was sent', expected: 'x' },
  final: false,
} as const;

describe('a counterexample as a feature', () => {
  const { text, line, steps } = writeFeature(commands, lost, clause, 'Found with seed 1.');
  const { pickle, document } = parse(text);

  it('has the tags of its clause and an id of its own', () => {
    const { id, tags } = taggedExample(pickle, document);
    assert.equal(id, 'AST-IDENT-003.9001');
    assert.deepEqual(tags, ['@AST-IDENT-003', '@must', '@needs-readback', '@AST-IDENT-003.9001']);
    assert.match(text.split('\n')[line - 1] ?? '', /Scenario: Exploration found that/);
  });

  it('writes each command as a step of the suite, and waits before a value is replaced', () => {
    assert.deepEqual(
      pickle.steps.map((step) => step.text),
      [
        'user "ada" is identified with:',
        'there is a User for user "ada"',
        'user "ada" is grouped into account "acme"',
        'user "ada" enters the audience "power_users"',
        '3 identifies for user "ada" arrive at the same time, each with its own property',
        'the User for user "ada" holds:',
        'user "ada" is identified with:',
        'the last call is delivered again',
        'the User for user "ada" still holds:',
      ],
    );
    assert.equal(steps.at(0)?.startsWith('Given '), true);
  });

  it('keeps every value unchanged, and addresses as placeholders', () => {
    const rows = pickle.steps[0]?.argument?.dataTable?.rows.map(({ cells }) =>
      cells.map(({ value }) => value),
    );
    assert.deepEqual(rows, [
      ['note', JSON.stringify('a|b\\c\n"d"')],
      ['email', '"{email:one}"'],
    ]);
    const last = pickle.steps.at(-1)?.argument?.dataTable?.rows[0]?.cells[1]?.value;
    assert.equal(last, '"{email:one}"');
  });
});

describe('what no step of the suite can say', () => {
  it('is a comment above the steps that come closest', () => {
    const single = { kind: 'track', user: 'ada', event: 'E', properties: { step: 1 } } as const;
    const visitor = { kind: 'visitor-identify', visitor: 'guest', traits: {} } as const;
    const { text } = writeFeature(
      [
        { kind: 'together', commands: [single, visitor] },
        { kind: 'twice', command: single },
      ],
      {
        subject: { kind: 'event-count', user: 'ada', event: 'E', count: 3 },
        difference: { message: 'the User "ada" has 3 events "E" instead of 2', expected: 2 },
        final: true,
      },
      clause,
      'Found with seed 1.',
    );
    assert.match(text, /# the next 2 calls are sent at the same time\n +Given user "ada" does "E" with:/);
    assert.match(text, /# delivered twice at the same time\n/);
    assert.equal(parse(text).pickle.steps.length, 5);
  });
});
