/** A name as a JSON pointer has it: `a/b~c` becomes `a~1b~0c`. */
export function escapedName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
