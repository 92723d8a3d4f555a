/** What the build read of the package's own files: a short command would spend most of its time reading them. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeRoot } from '../schemas/package-root.ts';

/** The content of a file that the build writes; the sources have none. */
export interface Compiled<Content> {
  /** Of what it was made of. */
  readonly sha256: string;
  readonly content: Content;
}

/**
 * @param path below the code, without its ending: `harness/registry/clauses`
 * @param sha256 of what it should be made of
 * @returns undefined if there is none, or if it was made of something else
 */
export function compiledContent<Content>(path: string, sha256: string): Content | undefined {
  const file = join(codeRoot, `${path}.json`);
  if (!existsSync(file)) return undefined;
  const compiled: Compiled<Content> = JSON.parse(readFileSync(file, 'utf8'));
  return compiled.sha256 === sha256 ? compiled.content : undefined;
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
