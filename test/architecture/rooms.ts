/** The rooms of the house and the arrows between them: a room may import what its line names, and nothing else. */
import type { Arrows } from './imports.ts';

/** The rooms at the top of the repository. */
export const TOP: Arrows = {
  schemas: [],
  calls: [],
  verdict: ['schemas'],
  generators: ['calls', 'schemas'],
  emulator: ['generators', 'calls', 'schemas'],
  harness: ['verdict', 'generators', 'calls', 'schemas'],
  reports: ['verdict', 'schemas'],
  'step-definitions': ['harness', 'generators', 'calls', 'schemas'],
  cli: ['reports', 'harness', 'emulator', 'verdict', 'generators', 'calls', 'schemas'],
};

/** Small files at the top of the emulator that any of its rooms may use. */
const BASE = ['ambient', 'limits', 'key-digest'];

/** Inside a room. A line names folders and files of that room; rooms without a table may import freely. */
export const INNER: Readonly<Record<string, Arrows>> = {
  emulator: {
    ambient: [],
    limits: [],
    'key-digest': [],
    choices: [],
    answers: [],
    clock: BASE,
    astrolabe: ['answers', 'choices', ...BASE],
    history: ['astrolabe', ...BASE],
    alterations: ['astrolabe', 'answers', 'clock', ...BASE],
    segment: ['astrolabe', 'history', 'answers', 'choices', 'clock', ...BASE],
    options: ['segment', 'alterations', 'choices', ...BASE],
    engage: ['segment', 'history', 'options', 'choices', 'clock', ...BASE],
    disk: ['astrolabe', 'segment', 'history', ...BASE],
    core: ['engage', 'segment', 'disk', 'alterations', 'astrolabe', 'history', 'options', 'clock', ...BASE],
    control: ['core', 'engage', 'segment', 'history', 'options', 'answers', 'clock', ...BASE],
    http: [
      ...[
        'control',
        'core',
        'engage',
        'segment',
        'alterations',
        'astrolabe',
        'history',
        'options',
        'answers',
      ],
      ...BASE,
    ],
    index: ['http', 'core', 'disk', 'segment', 'alterations', 'options', 'choices', ...BASE],
  },
  'emulator/segment': {
    source: [],
    instances: [],
    delivery: ['instances'],
    call: ['delivery', 'instances'],
    ingress: ['call', 'source'],
    segment: ['ingress', 'call', 'delivery', 'instances', 'source'],
    index: ['segment', 'ingress', 'call', 'delivery', 'instances', 'source'],
  },
  'emulator/engage': {
    profiles: [],
    definition: ['profiles'],
    sync: ['definition', 'profiles'],
    engage: ['sync', 'definition', 'profiles'],
    index: ['engage', 'sync', 'definition'],
  },
  harness: {
    address: [],
    errors: [],
    embedded: [],
    registry: [],
    settings: ['address'],
    target: ['settings', 'errors'],
    ambient: ['target'],
    settle: ['target', 'errors'],
    evidence: ['target', 'settings', 'errors'],
    session: ['evidence', 'target', 'settle', 'settings', 'errors', 'address'],
    cucumber: ['session'],
    'example-result': ['cucumber', 'registry'],
    'run-examples': ['cucumber', 'session', 'target', 'registry', 'slowness'],
    slowness: [],
    smoke: ['registry'],
    selection: ['smoke', 'cucumber', 'registry'],
    explore: ['example-result', 'cucumber', 'session', 'evidence', 'target', 'settle', 'registry', 'errors'],
    verify: [
      ...['run-examples', 'explore', 'example-result', 'selection', 'cucumber', 'session', 'target'],
      ...['registry', 'settings', 'slowness'],
    ],
    selftest: ['verify', 'embedded', 'smoke', 'cucumber', 'registry', 'settings'],
  },
  'harness/explore': {
    'known-clauses': [],
    commands: [],
    model: ['commands'],
    blame: ['model', 'commands'],
    shrink: ['blame', 'model', 'commands'],
    play: ['model', 'commands'],
    coverage: ['model', 'commands'],
    explained: ['shrink', 'blame', 'model', 'known-clauses'],
    'sequence-runner': ['play', 'blame', 'model', 'commands', 'known-clauses'],
    confirm: ['sequence-runner', 'shrink', 'blame', 'model', 'commands', 'known-clauses'],
    explore: [
      ...['confirm', 'explained', 'sequence-runner', 'coverage', 'shrink', 'blame', 'model', 'commands'],
      'known-clauses',
    ],
    'write-feature': ['model', 'commands'],
    index: ['explore', 'confirm', 'write-feature', 'blame'],
  },
  reports: {
    assets: [],
    'form-names': [],
    text: [],
    markup: ['text'],
    parts: ['form-names', 'text'],
    formats: ['parts', 'markup', 'form-names', 'text'],
    page: ['parts', 'assets', 'form-names', 'text'],
    site: ['formats', 'markup', 'parts', 'assets', 'text'],
    catalogue: ['page', 'formats', 'parts', 'form-names'],
    index: ['site', 'catalogue', 'page', 'formats', 'parts', 'text'],
  },
  cli: {
    shell: [],
    version: [],
    'whole-file': [],
    ticker: [],
    colour: [],
    'live-line': ['shell'],
    options: ['shell'],
    config: ['options', 'shell'],
    capture: ['shell'],
    delivery: ['capture', 'options', 'live-line', 'whole-file', 'shell'],
    emulate: ['options', 'shell', 'version'],
    calls: ['delivery', 'capture', 'options', 'shell'],
    audience: ['delivery', 'capture', 'options', 'live-line', 'shell'],
    grade: ['options', 'live-line', 'ticker', 'whole-file', 'shell', 'version'],
    write: ['grade', 'options', 'shell', 'version'],
    commands: ['write', 'grade', 'audience', 'calls', 'emulate', 'options', 'shell'],
    reference: ['commands', 'grade', 'emulate', 'options'],
    run: ['commands', 'config', 'options', 'shell', 'version'],
    main: ['run', 'colour'],
  },
};

/** Files that may be imported from outside beside their room's door, each with the reason. */
export const SECOND_DOORS: Readonly<Record<string, string>> = {
  'schemas/package-root.ts':
    'every command needs the path of the package; the door would load the validators',
  'reports/catalogue.ts': 'help texts name the reports; the door would load every renderer',
  'harness/cucumber/catalogue.ts':
    'list, explain and docs read the features; the door would load all of cucumber',
};
