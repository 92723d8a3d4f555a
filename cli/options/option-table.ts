/** Tables of options: what the flags, the variables, the configuration file and the reference page are made from. */

/** A schema of draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

interface SharedColumns {
  /** What the option is for: a phrase without the default, without a full stop. */
  readonly what: string;
  /** Heading in the help and on the reference page. Default: `Options`. */
  readonly group?: string;
  /** The default in words, if it is not a plain value: `random`. */
  readonly otherwise?: string;
  /** Options that it cannot be combined with, each with the reason. */
  readonly excludes?: Readonly<Record<string, string>>;
  /**
   * Schema of its value in the configuration file; `true` derives it; without one the file cannot hold it. `false`: what
   * the file holds under this name is for another command.
   */
  readonly inFile?: boolean | JsonSchema;
}

/** An option that is on or off. */
export interface SwitchRow extends SharedColumns {
  readonly kind: 'switch';
}

/** An option with one value. */
export interface TextRow extends SharedColumns {
  readonly kind: 'text';
  /** What the value is called: `url`. */
  readonly value: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** A path; in the configuration file it is relative to that file. */
  readonly isPath?: true;
  /** A key or a token: white space around it is refused, and it is never printed. */
  readonly isKey?: true;
}

/** A repeatable option; a variable holds several values with commas between them. */
export interface ListRow extends SharedColumns {
  readonly kind: 'list';
  readonly value: string;
  readonly choices?: readonly string[];
  /** One flag, too, takes several values with commas between them. */
  readonly commas?: true;
  /** The values are headers: a variable holds one per line, or with commas before each further `NAME:`. */
  readonly headers?: true;
}

/** An option with a whole number. */
export interface WholeRow extends SharedColumns {
  readonly kind: 'whole';
  readonly value: string;
  readonly least: number;
  /** Default: the largest exact integer. */
  readonly most?: number;
  readonly default?: number;
}

/** Something that only the configuration file can hold, for instance a list of objects. */
export interface FileRow extends SharedColumns {
  readonly kind: 'file';
  readonly inFile: JsonSchema;
}

export type OptionRow = SwitchRow | TextRow | ListRow | WholeRow | FileRow;

/** Options by their names in code, in the order of the help: `recordsUrl` is `--records-url`. */
export type OptionTable = Readonly<Record<string, OptionRow>>;

type OneOf<Row, Default> = Row extends { readonly choices: readonly (infer Choice)[] } ? Choice : Default;

type ValueOf<Row> = Row extends { readonly kind: 'switch' }
  ? boolean
  : Row extends { readonly kind: 'list' }
    ? readonly OneOf<Row, string>[]
    : Row extends { readonly kind: 'text' }
      ? OneOf<Row, string> | (Row extends { readonly default: string } ? never : undefined)
      : Row extends { readonly kind: 'whole' }
        ? number | (Row extends { readonly default: number } ? never : undefined)
        : unknown;

/** What a command gets: a value for each row of its table. */
export type OptionValues<Table> = { readonly [Name in keyof Table]: ValueOf<Table[Name]> };

/** `recordsUrl` → `--records-url` */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `recordsUrl` → `ASTROLABE_RECORDS_URL` */
export function variableOf(name: string): string {
  return `ASTROLABE_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** The names of a union in this order; a name that is missing or unknown does not compile. */
export function namesOf<Name extends string>(names: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(names) as Name[];
}

/** `a`, `a or b`, `a, b or c` */
export function orList(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names);
}
