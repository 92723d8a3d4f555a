/** Every lawful variant, and every setting of every choice, as options of the embedded emulator. */
import { embeddedTables } from '../../harness/embedded.ts';

interface LawfulDestination {
  readonly name: string;
  /** Clauses that may warn. */
  readonly warns: readonly string[];
  readonly options: { readonly variants?: readonly string[]; readonly choices?: Record<string, string> };
}

const { variants, choices } = embeddedTables();
const most = Math.max(...Object.values(choices).map(({ alternatives }) => alternatives.length));

/** All choices are lawful together: each setting is in one of these. */
const combined: readonly LawfulDestination[] = Array.from({ length: most }, (_, round) => ({
  name: `every choice in its setting ${round + 1}`,
  warns: [],
  options: {
    choices: Object.fromEntries(
      Object.entries(choices).map(([name, { alternatives }]) => [
        name,
        alternatives[round % alternatives.length] ?? '',
      ]),
    ),
  },
}));

export const LAWFUL: readonly LawfulDestination[] = [
  ...Object.entries(variants).map(([name, { warns = [] }]) => ({
    name,
    warns,
    options: { variants: [name] },
  })),
  ...combined,
];
