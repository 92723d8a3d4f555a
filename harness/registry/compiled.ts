/** The registry and the reviewed page as parsed by the build, because short commands would spend most of their time parsing YAML. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeRoot } from '../../schemas/package-root.ts';

/** The YAML files of `features/` that the build parses; what it writes of them is absent from the sources. */
export type CompiledName = 'clauses' | 'page-sentences';

/** The content of a YAML text, and the digest of that text. */
export interface Compiled {
  /** SHA-256 of the YAML text. */
  readonly sha256: string;
  readonly content: unknown;
}

/** The content of a YAML text; undefined if it is not the text that was built. */
export function compiledContent(name: CompiledName, yaml: string): unknown {
  const file = join(codeRoot, 'harness', 'registry', `${name}.json`);
  if (!existsSync(file)) return undefined;
  const { sha256, content }: Compiled = JSON.parse(readFileSync(file, 'utf8'));
  return sha256 === sha256Of(yaml) ? content : undefined;
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
