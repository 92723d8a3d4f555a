/** `init`: what a project needs to run the specification, and scenarios of its own, with its own cucumber. */
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

const OPTIONS = {
  baseUrl: {
    kind: 'text',
    value: 'url',
    what: "the destination's static URL, to which Segment would POST",
    otherwise: 'the emulator',
  },
  recordsUrl: { kind: 'text', value: 'url', what: 'where the destination serves the Records API' },
  features: { kind: 'text', value: 'folder', what: 'the folder of your own features', default: 'features' },
  ci: {
    kind: 'text',
    value: 'system',
    what: 'also writes a workflow for this CI system',
    choices: ['github'],
  },
  noInstall: { kind: 'switch', what: 'does not install cucumber' },
  yes: { kind: 'switch', what: 'asks nothing' },
} as const satisfies OptionTable;

export type InitOptions = OptionValues<typeof OPTIONS>;

export const INIT = {
  name: 'init',
  summary: 'writes what a project needs to run the specification and its own features with cucumber',
  options: OPTIONS,
  notes: `Writes cucumber.js (cucumber.mjs unless the package is of type "module"), astrolabe.config.yaml, an example feature,
the file that defines the steps, and the script "test:astrolabe" in package.json. Nothing that is there is changed. If the
project has no cucumber, it is installed with npm, or with pnpm, yarn or bun where their lock file is.`,
} as const satisfies CommandSpec;
