/** Every route of the emulator with what it is for. Express, the front page, the docs and the tests read this table. */
import { RECORD_PARAMETERS, type RecordCollection } from '../astrolabe/index.ts';
import { findRoute, INGRESS_NAMES } from '../segment/index.ts';
import { DESTINATION_PATH } from './answer-call.ts';
import { CONTROL_ROUTES, type Method, WORLD_ROUTES } from './control/index.ts';

interface ServedRoute {
  /** May contain `:id`. */
  readonly path: string;
  /** What each method does, as the end of a table row. */
  readonly methods: Readonly<Partial<Record<Method, { readonly about: string }>>>;
}

/** The routes by who uses them: a source, a test, a person. */
export interface RouteTable {
  readonly destination: ServedRoute;
  readonly ingress: readonly ServedRoute[];
  readonly records: readonly ServedRoute[];
  readonly control: readonly ServedRoute[];
  /** Opening, showing and ending worlds. */
  readonly worlds: readonly ServedRoute[];
  /** The control plane of one world. */
  readonly world: readonly ServedRoute[];
  readonly front: ServedRoute;
}

const COLLECTIONS: Readonly<Record<RecordCollection, string>> = {
  users: 'Users',
  accounts: 'Accounts',
  events: 'events',
};

export const ROUTES: RouteTable = {
  destination: {
    path: DESTINATION_PATH,
    methods: { POST: { about: "the destination's static URL; Basic authentication with an API key" } },
  },
  ingress: [
    ...INGRESS_NAMES.map((name) => ({
      path: `/v1/${name}`,
      methods: { POST: { about: aboutIngress(name) } },
    })),
    {
      path: '/v1/projects/:id/settings',
      methods: { GET: { about: 'settings for the browser library, by write key' } },
    },
    {
      path: '/v1/pixel/:id',
      methods: { GET: { about: "one call in a query, as Segment's pixels have it; always an image" } },
    },
  ],
  records: Object.entries(RECORD_PARAMETERS).map(([collection, names]) => ({
    path: `/records/${collection}`,
    methods: {
      GET: {
        about: `stored ${COLLECTIONS[collection as RecordCollection]}, by ${names.map((name) => `${name}=`).join(' or ')}`,
      },
    },
  })),
  control: CONTROL_ROUTES.map(({ path, methods }) => ({ path: `/_emulator${path}`, methods })),
  worlds: WORLD_ROUTES.map(({ path, methods }) => ({ path: `/_emulator${path}`, methods })),
  world: CONTROL_ROUTES.map(({ path, methods }) => ({ path: `/_emulator/worlds/:world${path}`, methods })),
  front: { path: '/', methods: { GET: { about: 'this list' } } },
};

function aboutIngress(name: string): string {
  const route = findRoute(`/v1/${name}`);
  if (route?.kind === 'call') return `one ${route.type} call; with the write key`;
  return route?.kind === 'batch'
    ? 'a batch of calls; with the write key'
    : 'metrics of the libraries; accepted and ignored';
}

/** One row of a list of routes: every address that does the same. */
export interface RouteRow {
  readonly addresses: readonly string[];
  readonly about: string;
}

/** A row for each thing that the routes do, in their order. */
export function routeRows(routes: readonly ServedRoute[]): readonly RouteRow[] {
  const rows = new Map<string, string[]>();
  for (const { path, methods } of routes) {
    for (const [method, { about }] of Object.entries(methods)) {
      rows.set(about, [...(rows.get(about) ?? []), `${method} ${path}`]);
    }
  }
  return [...rows].map(([about, addresses]) => ({ about, addresses }));
}
