/** A tracking plan: which events an application sends, each with a JSON Schema. */
import { isObject, type JsonObject } from '../../../schemas/index.ts';
import { checksNothing, createOwnCompiler, type OwnCheck } from '../../../schemas/own/index.ts';
import { misnamedSchema, misspeltSection, SECTIONS, wrappedSchema } from './plan-members.ts';

/** What a plan says about one event, or about all calls of another type. */
export interface PlannedCalls {
  /** Where the plan says it, as a JSON pointer. */
  readonly pointer: string;
  /** The violations of a whole call. */
  readonly check: OwnCheck;
}

export interface TrackingPlan {
  /** Of track calls, by the name of the event. */
  readonly events: ReadonlyMap<string, PlannedCalls>;
  /** Of other calls, by their type. */
  readonly types: ReadonlyMap<string, PlannedCalls>;
  /** Of every call. */
  readonly common: PlannedCalls | undefined;
  /** Events of which nothing is checked except their names. */
  readonly unchecked: readonly string[];
}

/** What is wrong with a plan, and where. */
export interface PlanFault {
  /** JSON pointer into the file. */
  readonly pointer: string;
  /** A phrase about the value there, without a full stop. */
  readonly message: string;
}

/** A rule of a plan, whatever the plan looks like. */
interface PlanRule {
  readonly type: string;
  /** Of a track call. */
  readonly event: string | undefined;
  readonly schema: unknown;
  readonly pointer: string;
  /** `properties`: the schema is that of the properties alone. */
  readonly of: 'call' | 'properties';
  readonly version: number;
}

/** The types of the rules in a plan of Segment's Public API, and what they are called here. */
const RULE_TYPES: Readonly<Record<string, string>> = {
  TRACK: 'track',
  IDENTIFY: 'identify',
  GROUP: 'group',
  PAGE: 'page',
  SCREEN: 'screen',
  COMMON: 'common',
};

/** Where each value is an object anyway, in a schema of a call and in one of its properties. */
const OBJECTS = {
  call: ['', '/properties/properties', '/properties/traits', '/properties/context'],
  properties: [''],
} as const;

const FORMS =
  'must be a tracking plan: {"events": {"Signed Up": SCHEMA OF THE PROPERTIES}}, {"events": [{"name": "Signed Up", "rules": SCHEMA OF THE CALL}]}, or a plan as Segment exports it';

/** Reads a plan in one of the forms that docs/emulator.md lists. */
export function readTrackingPlan(content: unknown): { readonly plan: TrackingPlan } | PlanFault {
  const rules = rulesOf(content);
  if ('message' in rules) return rules;
  if (rules.rules.length === 0) return { pointer: '', message: 'names no event: nothing could be checked' };
  const events = new Map<string, PlannedCalls>();
  const types = new Map<string, PlannedCalls>();
  const idle = new Set<string>();
  let isCommonIdle = false;
  const compiler = createOwnCompiler();
  for (const { type, event, schema, pointer, of } of latest(rules.rules)) {
    const wrapped = wrappedSchema(schema);
    if (wrapped !== undefined) {
      const message =
        'is not a keyword of JSON Schema: write what it holds in the place of the object around it';
      return { pointer: `${pointer}/${wrapped}`, message };
    }
    const compiled = compiler.compile(schema, of === 'call' ? type : 'properties');
    if ('fault' in compiled) {
      const { fault } = compiled;
      return { pointer: pointer + fault.pointer, message: fault.message };
    }
    const planned = { pointer, check: of === 'call' ? compiled.check : ofProperties(compiled.check) };
    const taken = event === undefined ? types.get(type) : events.get(event);
    if (taken !== undefined) {
      const what = event === undefined ? `${type} calls` : `the event ${JSON.stringify(event)}`;
      return {
        pointer,
        message: `is the second rule for ${what}, after ${taken.pointer}: leave one of them`,
      };
    }
    if (event === undefined) types.set(type, planned);
    else events.set(event, planned);
    if (!checksNothing(schema, OBJECTS[of])) continue;
    if (event !== undefined) idle.add(event);
    else if (type === 'common') isCommonIdle = true;
  }
  const common = types.get('common');
  types.delete('common');
  const unchecked =
    common === undefined || isCommonIdle ? [...events.keys()].filter((event) => idle.has(event)) : [];
  return { plan: { events, types, common, unchecked } };
}

/** A missing `properties` is an empty object: that is what libraries send without properties. */
function ofProperties(check: OwnCheck): OwnCheck {
  return (call) => {
    const { properties = {} } = isObject(call) ? call : {};
    return check(properties).map((one) => ({ ...one, pointer: `/properties${one.pointer}` }));
  };
}

function rulesOf(content: unknown): { readonly rules: readonly PlanRule[] } | PlanFault {
  const [plan, at] = unwrapped(content, '');
  if (!isObject(plan)) return { pointer: '', message: FORMS };
  if (Array.isArray(plan.rules)) return publicRules(plan.rules, `${at}/rules`);
  const [inner, place] = isObject(plan.rules) ? [plan.rules, `${at}/rules`] : [plan, at];
  if (Array.isArray(inner.events)) return eventList(inner, inner.events, place);
  if (!isObject(inner.events)) return { pointer: at, message: FORMS };
  const section = Object.keys(SECTIONS).find((name) => isObject(inner[name]));
  if (section !== undefined) {
    const message =
      'is read beside a list of events only: write them as [{"name": "Signed Up", "rules": SCHEMA OF THE CALL}]';
    return { pointer: `${place}/${section}`, message };
  }
  const rules = Object.entries(inner.events).map(([event, schema]): PlanRule => {
    const pointer = `${place}/events/${escaped(event)}`;
    return { type: 'track', event, schema, pointer, of: 'properties', version: 1 };
  });
  return { rules };
}

/** What an answer of one of Segment's two APIs holds the plan in. */
function unwrapped(content: unknown, at: string): readonly [unknown, string] {
  if (!isObject(content)) return [content, at];
  for (const name of ['tracking_plan', 'data']) {
    if (isObject(content[name])) return unwrapped(content[name], `${at}/${name}`);
  }
  return [content, at];
}

/** As the Config API of Segment lists them, and tools that followed it. */
function eventList(
  plan: JsonObject,
  events: readonly unknown[],
  at: string,
): { readonly rules: readonly PlanRule[] } | PlanFault {
  const rules: PlanRule[] = [];
  const section = misspeltSection(plan);
  if (section !== undefined) {
    const [given, meant] = section;
    return {
      pointer: `${at}/${given}`,
      message: `is not known here: did you mean ${JSON.stringify(meant)}?`,
    };
  }
  for (const [index, event] of events.entries()) {
    const pointer = `${at}/events/${index}`;
    if (!isObject(event)) return { pointer, message: 'must be an object with name and rules' };
    const { name, rules: schema = {}, version } = event;
    if (typeof name !== 'string' || name === '') {
      return { pointer: `${pointer}/name`, message: 'must be the name of an event, as a non-empty string' };
    }
    const misnamed = misnamedSchema(event, 'rules');
    if (misnamed !== undefined) {
      const message = 'is not read here: did you mean "rules", with a schema of the whole call?';
      return { pointer: `${pointer}/${escaped(misnamed)}`, message };
    }
    const number = typeof version === 'number' ? version : 1;
    rules.push({
      type: 'track',
      event: name,
      schema,
      pointer: `${pointer}/rules`,
      of: 'call',
      version: number,
    });
  }
  for (const [member, type] of Object.entries(SECTIONS)) {
    const schema = plan[member];
    if (schema === undefined) continue;
    rules.push({ type, event: undefined, schema, pointer: `${at}/${member}`, of: 'call', version: 1 });
  }
  return { rules };
}

/** As the Public API of Segment lists them. */
function publicRules(
  list: readonly unknown[],
  at: string,
): { readonly rules: readonly PlanRule[] } | PlanFault {
  const rules: PlanRule[] = [];
  for (const [index, rule] of list.entries()) {
    const pointer = `${at}/${index}`;
    if (!isObject(rule)) return { pointer, message: 'must be an object with type, key and jsonSchema' };
    const { type, key, jsonSchema: schema, version } = rule;
    const known = typeof type === 'string' && Object.hasOwn(RULE_TYPES, type) ? RULE_TYPES[type] : undefined;
    if (known === undefined) {
      return { pointer: `${pointer}/type`, message: `must be one of ${Object.keys(RULE_TYPES).join(', ')}` };
    }
    if (known === 'track' && (typeof key !== 'string' || key === '')) {
      return { pointer: `${pointer}/key`, message: 'must be the name of the event, as a non-empty string' };
    }
    const misnamed = misnamedSchema(rule, 'jsonSchema');
    if (misnamed !== undefined) {
      const message = 'is not read here: did you mean "jsonSchema", with a schema of the whole call?';
      return { pointer: `${pointer}/${escaped(misnamed)}`, message };
    }
    rules.push({
      type: known,
      event: known === 'track' ? String(key) : undefined,
      schema,
      pointer: `${pointer}/jsonSchema`,
      of: 'call',
      version: typeof version === 'number' ? version : 1,
    });
  }
  return { rules };
}

/** The newest version of each rule; rules of the same version stay, and are refused as repeated. */
function latest(rules: readonly PlanRule[]): readonly PlanRule[] {
  const newest = new Map<string, number>();
  const keyOf = ({ type, event = '' }: PlanRule) => `${type} ${event}`;
  for (const rule of rules) {
    newest.set(keyOf(rule), Math.max(rule.version, newest.get(keyOf(rule)) ?? rule.version));
  }
  return rules.filter((rule) => rule.version === newest.get(keyOf(rule)));
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
