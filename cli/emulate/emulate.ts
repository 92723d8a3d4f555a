/** `emulate`: starts the emulator and prints how to use it. */
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

/** What an emulator can be started with, wherever it listens. */
export const EMULATOR_OPTIONS = {
  host: {
    kind: 'text',
    value: 'address',
    what: 'address to listen on',
    group: 'Address',
    default: '127.0.0.1',
    inFile: true,
  },
  allowedHost: {
    kind: 'list',
    value: 'name',
    what: 'a further host name that requests may use, besides local ones; *.NAME for every name below it',
    group: 'Address',
    inFile: true,
  },
  allowedOrigin: {
    kind: 'list',
    value: 'origin',
    what: 'an origin such as http://localhost:5173 whose pages may use the control plane and the Records API',
    group: 'Address',
    inFile: true,
  },
  config: {
    kind: 'text',
    value: 'file',
    what: 'configuration file; its "emulate" part can hold these options, and further destination instances',
    group: 'Address',
    otherwise: 'astrolabe.config.json, .yaml or .js in the working folder',
  },
  apiKey: {
    kind: 'text',
    isKey: true,
    value: 'key',
    what: 'key of the connector that allows free email providers',
    group: 'Keys',
    otherwise: 'generated',
    inFile: true,
  },
  blockingApiKey: {
    kind: 'text',
    isKey: true,
    value: 'key',
    what: 'key of the connector that blocks free email providers',
    group: 'Keys',
    otherwise: 'generated',
    inFile: true,
  },
  restrictedApiKey: {
    kind: 'text',
    isKey: true,
    value: 'key',
    what: 'a key without permission',
    group: 'Keys',
    otherwise: 'generated',
    inFile: true,
  },
  writeKey: {
    kind: 'text',
    isKey: true,
    value: 'key',
    what: 'write key of the source at the ingress',
    group: 'Keys',
    otherwise: 'generated',
    inFile: true,
  },
  controlToken: {
    kind: 'text',
    isKey: true,
    value: 'token',
    what: 'Bearer token that the control plane requires',
    group: 'Keys',
    otherwise: 'none on loopback, else generated',
    inFile: true,
  },
  forwardTo: {
    kind: 'text',
    value: 'url',
    what: 'delivers calls to this URL instead of to the built-in destination',
    group: 'Delivery',
    inFile: true,
  },
  forwardApiKey: {
    kind: 'text',
    isKey: true,
    value: 'key',
    what: 'the API key of that destination',
    group: 'Delivery',
    inFile: true,
  },
  timeout: {
    kind: 'text',
    value: 'duration',
    what: 'how long a delivery may take: 300ms, 5s or 2m',
    group: 'Delivery',
    default: '5s',
    inFile: true,
  },
  instances: {
    kind: 'file',
    what: 'further destination instances',
    inFile: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          id: { description: 'Default: instance-2 and so on.', type: 'string', minLength: 1 },
          name: { description: 'Default: Astrolabe.', type: 'string', minLength: 1 },
          apiKey: {
            description: 'Without one the instance cannot be enabled; better as a $VARIABLE.',
            type: 'string',
            minLength: 1,
          },
          enabled: { description: 'Default: whether there is an API key.', type: 'boolean' },
          endpoint: { description: 'built-in (default), or a URL.', type: 'string', minLength: 1 },
        },
      },
    },
  },
  choice: {
    kind: 'list',
    value: 'name=value',
    what: 'sets an undocumented behaviour',
    group: 'Behaviour',
    inFile: true,
  },
  defect: {
    kind: 'list',
    value: 'name',
    what: 'breaks the destination in one named way, and marks every response',
    group: 'Behaviour',
    inFile: true,
  },
  variant: {
    kind: 'list',
    value: 'name',
    what: 'makes the destination unusual in one lawful way',
    group: 'Behaviour',
    inFile: true,
  },
  clock: {
    kind: 'text',
    value: 'mode',
    what: 'frozen: time stops until POST /_emulator/clock/advance',
    group: 'Behaviour',
    choices: ['real', 'frozen'],
    default: 'real',
    inFile: true,
  },
  dataDir: {
    kind: 'text',
    value: 'folder',
    what: 'keeps records and waiting deliveries across restarts',
    group: 'Behaviour',
    otherwise: 'in memory only',
    isPath: true,
    inFile: true,
  },
  log: {
    kind: 'switch',
    what: 'prints a line on standard error for each call and each refused request',
    group: 'Output',
    inFile: true,
  },
  logFormat: {
    kind: 'text',
    value: 'format',
    what: 'how --log writes; json writes an object in each line, and needs no --log',
    group: 'Output',
    choices: ['text', 'json'],
    default: 'text',
    inFile: true,
  },
  snapshot: {
    kind: 'text',
    value: 'file',
    what: 'continues from a snapshot: the document that GET /_emulator/snapshots/NAME answered',
    group: 'Behaviour',
    isPath: true,
    inFile: true,
  },
  noBodies: {
    kind: 'switch',
    what: 'keeps no bodies of calls; by default, traces and journal keep the latest 64 MB',
    group: 'Behaviour',
    inFile: true,
  },
  tls: {
    kind: 'switch',
    what: 'serves https with a certificate made at the start, whose path is printed; requires openssl',
    group: 'Address',
    inFile: true,
  },
  tlsCert: {
    kind: 'text',
    value: 'file',
    what: 'serves https with this certificate, as PEM; goes with --tls-key',
    group: 'Address',
    isPath: true,
    inFile: true,
  },
  tlsKey: {
    kind: 'text',
    value: 'file',
    what: 'the key of --tls-cert, as PEM',
    group: 'Address',
    isPath: true,
    inFile: true,
  },
} as const satisfies OptionTable;

/** The port, for each command its own default. */
export const PORT = {
  kind: 'whole',
  value: 'number',
  what: 'port to listen on; 0 for a free one',
  group: 'Address',
  least: 0,
  most: 65_535,
} as const;

const OPTIONS = {
  port: { ...PORT, default: 4100, inFile: true },
  ...EMULATOR_OPTIONS,
  list: {
    kind: 'text',
    value: 'table',
    what: 'prints all defects, variants or choices with what they do, and starts nothing',
    group: 'Output',
    choices: ['defects', 'variants', 'choices'],
  },
  repair: {
    kind: 'switch',
    what: 'keeps what is whole in a damaged --data-dir, lists what is not, and starts nothing',
    group: 'Behaviour',
  },
  json: { kind: 'switch', what: 'prints one line of JSON when ready, and nothing else', group: 'Output' },
} as const satisfies OptionTable;

export type EmulatorValues = OptionValues<typeof EMULATOR_OPTIONS>;
export type EmulateOptions = OptionValues<typeof OPTIONS>;

export const EMULATE = {
  name: 'emulate',
  summary: 'starts the emulator: a destination, its Records API and an ingress for Segment libraries',
  options: OPTIONS,
  section: 'emulate',
} as const satisfies CommandSpec;
