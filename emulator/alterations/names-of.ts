/** The names of a table, as a type that says the names and not the table: declarations that use it do not mention rows. */

/** All names, in the order of the table. */
export function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}
