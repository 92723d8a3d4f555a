/** The public surface as a value: what each export of the package offers to a program that imports it. */
import { createHash } from 'node:crypto';

export type ExportKind = 'function' | 'class' | 'constant' | 'type';

/** A name that can be imported. */
export interface ExportedName {
  readonly name: string;
  readonly kind: ExportKind;
  /** Its declaration without comments. */
  readonly signature: string;
  /** The first sentence of its comment; empty if it has none. */
  readonly about: string;
}

/** An import path with types. */
export interface Entry {
  readonly specifier: string;
  /** The first paragraph of its source's header. */
  readonly about: string;
  readonly names: readonly ExportedName[];
}

/** Everything that can be imported from the package. */
export interface Surface {
  readonly entries: readonly Entry[];
  /** Declarations that the exports mention and that cannot be imported themselves. */
  readonly mentioned: readonly ExportedName[];
  /** Import paths of files without types, with the files. */
  readonly files: readonly { readonly specifier: string; readonly target: string }[];
}

/** A surface by import path and name; a change of a value is a change of what the name offers. */
export interface Fingerprints {
  readonly [specifier: string]: { readonly [name: string]: string };
}

/** A digest for each exported name, of its declaration and of everything that it mentions. */
export function fingerprintsOf({ entries, mentioned, files }: Surface): Fingerprints {
  const signatures = new Map(mentioned.map(({ name, signature }) => [name, signature]));
  return Object.fromEntries([
    ...entries.map(({ specifier, names }) => [
      specifier,
      Object.fromEntries(names.map(({ name, signature }) => [name, digest(signature, signatures)])),
    ]),
    ...files.map(({ specifier }) => [specifier, {}]),
  ]);
}

function digest(signature: string, signatures: ReadonlyMap<string, string>): string {
  const reached = new Map<string, string>();
  const follow = (text: string) => {
    for (const [word] of text.matchAll(/[\w$]+/g)) {
      const other = signatures.get(word);
      if (other === undefined || reached.has(word)) continue;
      reached.set(word, other);
      follow(other);
    }
  };
  follow(signature);
  const parts = [signature, ...[...reached.values()].toSorted()];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}
