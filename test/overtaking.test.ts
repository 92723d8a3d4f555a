/** Calls may overtake one another, so an example looks before it relies on an earlier call (docs/contract.md section 2). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';

interface Step {
  readonly text: string;
  /** Names and values. */
  readonly table: ReadonlyMap<string, string>;
}

/** Properties of one record. */
interface Properties {
  readonly record: string;
  readonly values: ReadonlyMap<string, string>;
}

interface Scenario {
  readonly name: string;
  readonly tags: readonly string[];
  readonly steps: readonly Step[];
}

function scenariosIn(uri: string, content: string): Scenario[] {
  const newId = IdGenerator.incrementing();
  const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(content);
  return compile({ ...document, uri }, uri, newId).map(({ name, tags, steps }) => ({
    name,
    tags: tags.map((tag) => tag.name),
    steps: steps.map(({ text, argument }) => ({
      text,
      table: new Map(
        argument?.dataTable?.rows.map(({ cells: [name, value] }) => [name?.value ?? '', value?.value ?? '']),
      ),
    })),
  }));
}

/** What a step sets on a record: properties from its table, or the flag of an audience. */
function writeIn({ text, table }: Step): Properties | undefined {
  const identify = /^user "([^"]*)" is identified with:$/.exec(text)?.[1];
  if (identify !== undefined) return { record: `User ${identify}`, values: table };
  const group = /^(?:user|visitor) "[^"]*" is grouped into account "([^"]*)" with:$/.exec(text)?.[1];
  if (group !== undefined) return { record: `Account ${group}`, values: table };
  const [, user, movement = '', key = ''] =
    /^user "([^"]*)" (enters|leaves) the audience "([^"]*)"$/.exec(text) ?? [];
  return user === undefined ? undefined : { record: `User ${user}`, values: new Map([[key, movement]]) };
}

function lookIn({ text, table }: Step): Properties | undefined {
  const [, kind, alias] =
    /^the (User|Account) for (?:user|account) "([^"]*)" (?:still )?holds:$/.exec(text) ?? [];
  return kind === undefined ? undefined : { record: `${kind} ${alias}`, values: table };
}

/** Properties that get another value before their first was seen, although a later step requires the last value. */
function unseenOverwrites({ steps }: Scenario): string[] {
  const unseen = new Map<string, string>();
  return steps.flatMap((step, position) => {
    const look = lookIn(step);
    for (const name of look?.values.keys() ?? []) unseen.delete(`${look?.record} ${name}`);
    const write = writeIn(step);
    if (write === undefined) return [];
    const isRequired = (name: string) =>
      steps.slice(position).some((later) => {
        const required = lookIn(later);
        return required?.record === write.record && required.values.has(name);
      });
    return [...write.values].flatMap(([name, value]) => {
      const key = `${write.record} ${name}`;
      const before = unseen.get(key);
      unseen.set(key, value);
      const isOverwritten = before !== undefined && before !== value;
      return isOverwritten && isRequired(name) ? [`"${name}" of ${write.record}`] : [];
    });
  });
}

/** Users who are grouped before they are known to be visible. */
function unseenMembers({ steps }: Scenario): string[] {
  const visible = new Set<string>();
  return steps.flatMap(({ text }) => {
    const subject = /^(.+) (?:is|are) identified and visible$/.exec(text)?.[1];
    const aliases = [...(subject ?? '').matchAll(/"([^"]*)"|\d+ numbered users/g)];
    for (const [numbered, alias] of aliases) visible.add(alias ?? numbered);
    const seen = /^the User for user "([^"]*)" holds:$/.exec(text)?.[1];
    if (seen !== undefined) visible.add(seen);
    const [, alias, numbered] =
      /^(?:user "([^"]*)"|(\d+ numbered users)) (?:is|are) grouped/.exec(text) ?? [];
    const member = alias ?? numbered;
    return member === undefined || visible.has(member) ? [] : [member];
  });
}

const uris = [...new Set(readCatalogue().map(({ uri }) => uri))];
const scenarios = uris.flatMap((uri) => scenariosIn(uri, readFileSync(uri, 'utf8')));

describe('the examples', () => {
  it('see a value before they overwrite it', () => {
    assert.ok(scenarios.length > 200);
    const problems = scenarios.flatMap((scenario) =>
      unseenOverwrites(scenario).map((problem) => `${scenario.name}: ${problem}`),
    );
    assert.deepEqual(problems, []);
  });

  it('of associations see their Users before they group them', () => {
    const associating = scenarios.filter(({ tags }) =>
      tags.some((tag) => /^@AST-ASSOC-\d+$/.test(tag) && tag !== '@AST-ASSOC-005'),
    );
    assert.ok(associating.length >= 7);
    const problems = associating.flatMap((scenario) =>
      unseenMembers(scenario).map((member) => `${scenario.name}: ${member}`),
    );
    assert.deepEqual(problems, []);
  });
});

describe('the check of the examples', () => {
  const scenario = (...steps: [string, Record<string, string>?][]): Scenario => ({
    name: 'S',
    tags: [],
    steps: steps.map(([text, table = {}]) => ({ text, table: new Map(Object.entries(table)) })),
  });
  const plan = (value: string) => scenario(['user "ada" is identified with:', { plan: value }]).steps;
  const { steps: look } = scenario(['the User for user "ada" holds:', { plan: 'free' }]);

  it('finds a value that is overwritten unseen', () => {
    const overwritesIn = (...steps: (readonly Step[])[]) =>
      unseenOverwrites({ ...scenario(), steps: steps.flat() });
    assert.deepEqual(overwritesIn(plan('free'), plan('pro'), look), ['"plan" of User ada']);
    assert.deepEqual(overwritesIn(plan('free'), look, plan('pro'), look), []);
    assert.deepEqual(overwritesIn(plan('free'), plan('free'), look), []);
  });

  it('finds a member that was not seen', () => {
    const grouped: [string] = ['user "ada" is grouped into account "acme"'];
    assert.deepEqual(unseenMembers(scenario(['user "ada" is identified'], grouped)), ['ada']);
    assert.deepEqual(
      unseenMembers(scenario(['users "ada" and "bob" are identified and visible'], grouped)),
      [],
    );
  });
});
