/** The style sheet and the script of the report page, as they stand in its HTML. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';

/** Modules of the script, each after those that it imports from. */
export const MODULES = [
  'dom.js',
  'copy.js',
  'example.js',
  'clause.js',
  'matrix.js',
  'filter.js',
  'theme.js',
  'main.js',
];

/** The colours, shared with the documentation site. */
export function palette(): string {
  return asset('palette.css');
}

export function styleSheet(): string {
  return palette() + asset('page.css');
}

/** The modules as one script: a file on disk may not import from another. */
export function clientScript(): string {
  return `(() => {\n'use strict';\n${MODULES.map((name) => inlined(asset(name))).join('\n')}})();\n`;
}

/** Names are shared by all modules, so an import has nothing left to do and an export only declares. */
function inlined(module: string): string {
  return module
    .replaceAll(/^import .*?;\n/gms, '')
    .replaceAll(/^export /gm, '')
    .replaceAll(/^\/\*\*[\s\S]*?\*\/\n/gm, '');
}

function asset(name: string): string {
  return readFileSync(join(packageRoot, 'reports', 'page', name), 'utf8');
}
