/** The routes of the control plane, and what answers each. */
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
export interface ControlRequest {
  /** What the path has in place of `:id`. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** The JSON value of the body; nothing where there is none. */
  readonly body: unknown;
}

export interface ControlRoute {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, (request: ControlRequest) => Answer | Promise<Answer>>>>;
}

export function controlRoutes(core: Core, options: ResolvedOptions): readonly ControlRoute[] {
  const { clock, engage, instances, source, traces, engine, journal } = core;
  return [
    { path: '/live', methods: { GET: () => ok({ status: 'live' }) } },
    { path: '/ready', methods: { GET: () => ok({ status: 'ready' }) } },
    { path: '/state', methods: { GET: () => ok(readState(core, options)) } },
    { path: '/journal', methods: { GET: () => ok(journal.read()) } },
    { path: '/traces', methods: { GET: ({ query }) => readTraces(traces, query) } },
    { path: '/deliveries', methods: { GET: () => ok({ instances: engine.counts() }) } },
    {
      path: '/instances',
      methods: {
        GET: () => listInstances([...instances.list(), ...engage.instances.list()]),
        POST: ({ body }) => addInstance(instances, body),
      },
    },
    {
      path: '/instances/:id',
      methods: {
        PATCH: ({ id, body }) =>
          changeInstance(engage.instances.find(id) === undefined ? instances : engage.instances, id, body),
        DELETE: ({ id }) => removeInstance(instances, id),
      },
    },
    {
      path: '/source',
      methods: { GET: () => showSource(source), PATCH: ({ body }) => changeSource(source, body) },
    },
    { path: '/engage', methods: { GET: () => showEngage(engage) } },
    {
      path: '/audiences',
      methods: { GET: () => listComputed(engage, 'audience'), POST: ({ body }) => addAudience(engage, body) },
    },
    {
      path: '/computed-traits',
      methods: { GET: () => listComputed(engage, 'trait'), POST: ({ body }) => addTrait(engage, body) },
    },
    ...['/audiences', '/computed-traits'].flatMap((path) => computedRoutes(engage, path)),
    { path: '/clock', methods: { GET: () => showClock(clock), POST: ({ body }) => setClock(clock, body) } },
    { path: '/clock/advance', methods: { POST: ({ body }) => advanceClock(clock, body) } },
    { path: '/reset', methods: { POST: () => ok(resetState(core)) } },
  ];
}

/** What audiences and computed traits have in common, by id or by key. */
function computedRoutes(engage: Engage, path: string): readonly ControlRoute[] {
  return [
    {
      path: `${path}/:id`,
      methods: { GET: ({ id }) => showComputed(engage, id), DELETE: ({ id }) => removeComputed(engage, id) },
    },
    {
      path: `${path}/:id/enter`,
      methods: { POST: ({ id, body }) => moveMembers(engage, id, body, 'enter') },
    },
    {
      path: `${path}/:id/leave`,
      methods: { POST: ({ id, body }) => moveMembers(engage, id, body, 'leave') },
    },
    { path: `${path}/:id/sync`, methods: { POST: ({ id }) => syncNow(engage, id) } },
    {
      path: `${path}/:id/preview`,
      methods: { GET: ({ id, query }) => previewSync(engage, id, query) },
    },
  ];
}

function ok(body: unknown): Answer {
  return { status: 200, body, rules: [] };
}
