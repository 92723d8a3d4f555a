/** Style and scripts of the site. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';
import { palette } from '../page/index.ts';

export function siteStyle(): string {
  return palette() + asset('site.css');
}

export function searchScript(): string {
  return asset('search.js');
}

/** MiniSearch as a plain script: a page from disk may not load modules. */
export function searchLibrary(): string {
  const entry = createRequire(import.meta.url).resolve('minisearch');
  const script = readFileSync(join(dirname(entry), '..', 'umd', 'index.js'), 'utf8');
  return script.replace(/^\/\/# sourceMappingURL=.*$/m, '');
}

function asset(name: string): string {
  return readFileSync(join(packageRoot, 'reports', 'site', name), 'utf8');
}
