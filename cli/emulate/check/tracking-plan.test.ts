/** Plans in every form that is read, and what is said of those that cannot be used. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTrackingPlan } from './tracking-plan.ts';

/** The rule of each form: `plan` is required, and a string. */
const PROPERTIES = {
  type: 'object',
  required: ['plan'],
  properties: { plan: { type: ['string'], id: '/properties/properties/properties/plan' } },
};
const CALL = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { context: {}, traits: {}, properties: PROPERTIES },
};

describe('a plan is read', () => {
  const forms: Readonly<Record<string, unknown>> = {
    'by the names of events': { events: { 'Signed Up': PROPERTIES } },
    'as a list of events': { events: [{ name: 'Signed Up', description: 'x', rules: CALL }] },
    'as the Config API has it': {
      name: 'workspaces/w/tracking-plans/rs_1',
      display_name: 'Shop',
      rules: {
        events: [{ name: 'Signed Up', version: 1, rules: CALL }],
        identify_traits: [],
        group_traits: [],
        identify: CALL,
        global: {},
      },
    },
    'as the Config API takes it': {
      tracking_plan: { rules: { events: [{ name: 'Signed Up', rules: CALL }] } },
    },
    'as the Public API lists it': {
      data: {
        rules: [
          { type: 'TRACK', key: 'Signed Up', version: 1, jsonSchema: { type: 'object', required: ['old'] } },
          { type: 'TRACK', key: 'Signed Up', version: 2, jsonSchema: CALL },
          { type: 'COMMON', key: null, version: 1, jsonSchema: {} },
        ],
      },
    },
  };
  for (const [form, content] of Object.entries(forms)) {
    it(form, () => {
      const read = readTrackingPlan(content);
      if (!('plan' in read)) assert.fail(`${read.pointer}: ${read.message}`);
      const event = read.plan.events.get('Signed Up');
      const rulesOf = (properties: unknown) =>
        event?.check({ type: 'track', properties }).map(({ pointer, rule }) => [pointer, rule]);
      assert.deepEqual(rulesOf({ plan: 'pro' }), []);
      assert.deepEqual(rulesOf({}), [['/properties', 'required:plan']]);
      assert.deepEqual(rulesOf({ plan: 7 }), [['/properties/plan', 'type:plan']]);
    });
  }
});

describe('a plan is refused', () => {
  const named = (rules: unknown) => ({ events: [{ name: 'E', rules }] });
  const cases: readonly (readonly [what: string, content: unknown, pointer: string, message: RegExp])[] = [
    ['that is no plan', { plan: {} }, '', /^must be a tracking plan: \{"events"/],
    ['that is a list', [], '', /^must be a tracking plan/],
    ['without an event', { events: {} }, '', /^names no event/],
    ['with an event without a name', { events: [{ rules: {} }] }, '/events/0/name', /name of an event/],
    ['with an event that is a text', { rules: { events: ['E'] } }, '/rules/events/0', /name and rules/],
    [
      'with a schema that is a text',
      { events: { 'a/b': 'object' } },
      '/events/a~1b',
      /must be a JSON Schema/,
    ],
    [
      'with an unknown type in a schema',
      named({ type: 'objekt' }),
      '/events/0/rules/type',
      /^must be "array", "boolean", .* or "string"$/,
    ],
    [
      'with an unknown type among others',
      named({ properties: { a: { type: ['string', 'nul'] } } }),
      '/events/0/rules/properties/a/type/1',
      /^must be "array", "boolean", .* or "string"$/,
    ],
    [
      'with a required member',
      named({ required: true }),
      '/events/0/rules/required',
      /^must be an array, not a/,
    ],
    [
      'with a wrong schema further in',
      named({ properties: { a: { minimum: '1' } } }),
      '/events/0/rules/properties/a/minimum',
      /must be a number, not a string/,
    ],
    [
      'with a misspelt keyword',
      { events: { E: { properties: { plan: { requird: ['a'] } } } } },
      '/events/E/properties/plan/requird',
      /^is not a keyword of JSON Schema: did you mean "required"\?$/,
    ],
    [
      'with a schema under another name',
      { events: [{ name: 'E', schema: PROPERTIES }] },
      '/events/0/schema',
      /^is not read here: did you mean "rules", with a schema of the whole call\?$/,
    ],
    [
      'with a misspelt name of a schema',
      { events: [{ name: 'E', ruels: {} }] },
      '/events/0/ruels',
      /"rules"/,
    ],
    [
      'with properties for rules',
      { events: [{ name: 'E', properties: {} }] },
      '/events/0/properties',
      /"rules"/,
    ],
    [
      'with a rule whose schema has another name',
      { rules: [{ type: 'TRACK', key: 'E', json_schema: {} }] },
      '/rules/0/json_schema',
      /did you mean "jsonSchema"/,
    ],
    [
      'with a schema in another object',
      { events: { E: { description: 'x', schema: PROPERTIES } } },
      '/events/E/schema',
      /^is not a keyword of JSON Schema: write what it holds in the place of the object around it$/,
    ],
    ['with rules in rules', named({ rules: CALL }), '/events/0/rules/rules', /write what it holds/],
    [
      'with a misspelt section',
      { events: [], identfy: CALL },
      '/identfy',
      /^is not known here: did you mean "identify"\?$/,
    ],
    ['with common for global', { rules: { events: [], common: CALL } }, '/rules/common', /"global"/],
    [
      'with a section that its form does not have',
      { events: { E: PROPERTIES }, identify: CALL },
      '/identify',
      /^is read beside a list of events only/,
    ],
    ['with a broken pattern', named({ pattern: '(' }), '/events/0/rules', /Invalid regular expression/],
    [
      'with a reference to another file',
      named({ $ref: 'other.json' }),
      '/events/0/rules',
      /can't resolve reference other\.json/,
    ],
    ['with a schema that waits', named({ $async: true }), '/events/0/rules/$async', /leave it out/],
    [
      'with an unknown draft',
      named({ $schema: 'draft-99' }),
      '/events/0/rules/$schema',
      /draft 4, 6, 7 or 2020/,
    ],
    [
      'with one event twice',
      { events: [{ name: 'E' }, { name: 'E' }] },
      '/events/1/rules',
      /second rule for the event "E", after \/events\/0\/rules/,
    ],
    [
      'with an unknown type of rule',
      { rules: [{ type: 'EVENT' }] },
      '/rules/0/type',
      /one of TRACK, IDENTIFY/,
    ],
    ['with a rule without its event', { rules: [{ type: 'TRACK' }] }, '/rules/0/key', /name of the event/],
  ];
  for (const [what, content, pointer, message] of cases) {
    it(what, () => {
      const read = readTrackingPlan(content);
      if ('plan' in read) assert.fail('it is accepted');
      assert.equal(read.pointer, pointer);
      assert.match(read.message, message);
    });
  }
});

describe('a plan that is read', () => {
  const uncheckedIn = (content: unknown) => {
    const read = readTrackingPlan(content);
    if (!('plan' in read)) assert.fail(`${read.pointer}: ${read.message}`);
    return read.plan.unchecked;
  };

  it('knows of which events nothing is checked', () => {
    const blank = { type: 'object', properties: { context: {}, traits: {}, properties: { type: 'object' } } };
    assert.deepEqual(uncheckedIn({ events: { A: {}, B: { type: 'object' }, C: PROPERTIES } }), ['A', 'B']);
    const events = [{ name: 'A', rules: blank }, { name: 'B' }, { name: 'C', rules: CALL }];
    assert.deepEqual(uncheckedIn({ events, identify: {}, global: {} }), ['A', 'B']);
    assert.deepEqual(uncheckedIn({ events, global: { required: ['context'] } }), []);
  });

  it('may have members of its own', () => {
    const own = { owner: 'web', labels: { team: 'a' }, note: 'x', 'x-since': 2 };
    const events = [{ ...own, name: 'E', rules: { ...CALL, ...own } }];
    assert.deepEqual(uncheckedIn({ ...own, identify_traits: [], group_traits: {}, events }), []);
  });
});
