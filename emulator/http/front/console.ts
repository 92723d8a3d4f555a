/** The console: a page that shows calls as they travel, from the files that the build made. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../schemas/package-root.ts';
import type { Answer } from '../../answers/index.ts';

const TYPES = {
  'console.html': 'text/html; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
  'rules.json': 'application/json; charset=utf-8',
} as const;

export type ConsoleFile = keyof typeof TYPES;

/** What the page may do: run and fetch what this server has, and nothing that stands in its text. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const files = new Map<ConsoleFile, string>();

export function isConsoleFile(name: string): name is ConsoleFile {
  return Object.hasOwn(TYPES, name);
}

/** @returns undefined if the build did not make it, as in a checkout that is not built */
export function consoleFile(name: ConsoleFile): Answer | undefined {
  const body = files.get(name) ?? read(name);
  if (body === undefined) return undefined;
  files.set(name, body);
  const headers = {
    'content-type': TYPES[name],
    'content-security-policy': POLICY,
    // The next version of the emulator has the same address.
    'cache-control': 'no-cache',
    'referrer-policy': 'no-referrer',
    vary: 'accept',
  };
  return { status: 200, body, headers, rules: [] };
}

function read(name: ConsoleFile): string | undefined {
  try {
    return readFileSync(join(packageRoot, 'dist', 'console', name), 'utf8');
  } catch {
    return undefined;
  }
}
