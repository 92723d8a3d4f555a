/** The registry as the build has parsed it: reading YAML is most of the time that a short command takes. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** Beside this module in a build, absent from the sources. */
export const COMPILED = new URL('./clauses.json', import.meta.url);

/** What is kept: the content, and of which text it is. */
export interface Compiled {
  /** SHA-256 of the YAML text. */
  readonly sha256: string;
  readonly content: unknown;
}

/** The content of a YAML text, if it is the very text that was there when the build was made. */
export function compiledContent(yaml: string): unknown {
  if (!existsSync(COMPILED)) return undefined;
  const { sha256, content }: Compiled = JSON.parse(readFileSync(COMPILED, 'utf8'));
  return sha256 === sha256Of(yaml) ? content : undefined;
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
