/** The routes of the control plane: what each is for, and what answers it. */
import type { Answer } from '../answers/index.ts';
import {
  addAudience,
  addInstance,
  addTrait,
  advanceClock,
  changeInstance,
  changeSource,
  listComputed,
  listInstances,
  moveMembers,
  previewSync,
  readState,
  readTraces,
  removeComputed,
  removeInstance,
  resetState,
  setClock,
  showClock,
  showComputed,
  showEngage,
  showSource,
  syncNow,
} from '../control/index.ts';
import type { Core } from '../core.ts';
import type { Engage } from '../engage/index.ts';
import type { ResolvedOptions } from '../options/index.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A request to the control plane without its socket. */
interface ControlRequest {
  /** The value of `:id` in the path. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** The JSON value of the body; undefined if there is none. */
  readonly body: unknown;
}

export interface ControlRoute {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, ControlMethod>>>;
}

interface ControlMethod {
  /** What it does, as the end of a row of a table. */
  readonly about: string;
  readonly answer: (request: ControlRequest) => Answer | Promise<Answer>;
}

export function controlRoutes(core: Core, options: ResolvedOptions): readonly ControlRoute[] {
  const { clock, engage, instances, source, traces, engine, journal } = core;
  return [
    {
      path: '/live',
      methods: { GET: does('whether the emulator is running', () => ok({ status: 'live' })) },
    },
    {
      path: '/ready',
      methods: { GET: does('whether the emulator is running', () => ok({ status: 'ready' })) },
    },
    {
      path: '/state',
      methods: {
        GET: does('counts, limits, and the choices, variants and defects in force', () =>
          ok(readState(core, options)),
        ),
      },
    },
    {
      path: '/journal',
      methods: {
        GET: does(
          'the latest responses of the destination with their rules, and requests that met no route',
          () => ok(journal.read()),
        ),
      },
    },
    {
      path: '/traces',
      methods: {
        GET: does('what happened to each call; messageId=, userId=, outcome=, limit=, cursor=', ({ query }) =>
          readTraces(traces, query),
        ),
      },
    },
    {
      path: '/deliveries',
      methods: {
        GET: does('how many deliveries each instance has, by state', () =>
          ok({ instances: engine.counts() }),
        ),
      },
    },
    {
      path: '/instances',
      methods: {
        GET: does('the destination instances', () =>
          listInstances([...instances.list(), ...engage.instances.list()]),
        ),
        POST: does('adds an instance: {"name"?, "apiKey"?, "enabled"?}', ({ body }) =>
          addInstance(instances, body),
        ),
      },
    },
    {
      path: '/instances/:id',
      methods: {
        PATCH: does('changes an instance: {"name"?, "apiKey"?, "enabled"?}', ({ id, body }) =>
          changeInstance(engage.instances.find(id) === undefined ? instances : engage.instances, id, body),
        ),
        DELETE: does('removes an instance', ({ id }) => removeInstance(instances, id)),
      },
    },
    {
      path: '/source',
      methods: {
        GET: does('the source', () => showSource(source)),
        PATCH: does('enables or disables the source: {"enabled"}', ({ body }) => changeSource(source, body)),
      },
    },
    {
      path: '/clock',
      methods: {
        GET: does('the clock', () => showClock(clock)),
        POST: does('stops the clock with {"mode": "frozen"}, lets it run with {"mode": "real"}', ({ body }) =>
          setClock(clock, body),
        ),
      },
    },
    {
      path: '/clock/advance',
      methods: {
        POST: does(
          'moves a frozen clock by {"ms": 600000} or to {"to": "2030-01-01T00:00:00Z"}, and lists what fired',
          ({ body }) => advanceClock(clock, body),
        ),
      },
    },
    {
      path: '/reset',
      methods: {
        POST: does('forgets everything except the settings', () => ok(resetState(core))),
      },
    },
    {
      path: '/engage',
      methods: { GET: does("Engage's source, instance, times and profiles", () => showEngage(engage)) },
    },
    {
      path: '/audiences',
      methods: {
        GET: does('the audiences', () => listComputed(engage, 'audience')),
        POST: does(
          'creates an audience: {"name", "key"?, "members"? or "rule"?, "level"?, "as"?}',
          ({ body }) => addAudience(engage, body),
        ),
      },
    },
    {
      path: '/computed-traits',
      methods: {
        GET: does('the computed traits', () => listComputed(engage, 'trait')),
        POST: does('creates a computed trait: {"name", "key"?, "formula"}', ({ body }) =>
          addTrait(engage, body),
        ),
      },
    },
    ...['/audiences', '/computed-traits'].flatMap((path) => computedRoutes(engage, path)),
  ];
}

/** What audiences and computed traits have in common. */
function computedRoutes(engage: Engage, path: string): readonly ControlRoute[] {
  return [
    {
      path: `${path}/:id`,
      methods: {
        GET: does('one of them by key or id, with the counts of its latest sync', ({ id }) =>
          showComputed(engage, id),
        ),
        DELETE: does('removes it, without a call', ({ id }) => removeComputed(engage, id)),
      },
    },
    {
      path: `${path}/:id/enter`,
      methods: {
        POST: does(
          'adds members: {"members": [{"userId"?, "anonymousId"?, "email"?, "emails"?}]}',
          ({ id, body }) => moveMembers(engage, id, body, 'enter'),
        ),
      },
    },
    {
      path: `${path}/:id/leave`,
      methods: {
        POST: does('removes members, with the same body', ({ id, body }) =>
          moveMembers(engage, id, body, 'leave'),
        ),
      },
    },
    {
      path: `${path}/:id/sync`,
      methods: { POST: does('begins a sync at once', ({ id }) => syncNow(engage, id)) },
    },
    {
      path: `${path}/:id/preview`,
      methods: {
        GET: does('what the next sync would send to whom; limit=', ({ id, query }) =>
          previewSync(engage, id, query),
        ),
      },
    },
  ];
}

function does(about: string, answer: ControlMethod['answer']): ControlMethod {
  return { about, answer };
}

function ok(body: unknown): Answer {
  return { status: 200, body, rules: [] };
}
