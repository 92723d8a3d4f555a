/** The name and version of this package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../schemas/package-root.ts';

/** The versions of other packages that this one works with, as ranges by name. */
export function readPeers(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).peerDependencies;
}

export function readTool(): { name: string; version: string } {
  const { name, version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  return { name, version };
}
