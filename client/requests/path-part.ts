/** A name as a part of an address. */

/** @throws TypeError for a name that an address cannot have: `..` would lead to what is above it */
export function pathPart(name: string): string {
  if (name === '' || name === '.' || name === '..') {
    throw new TypeError(`${JSON.stringify(name)} cannot be a part of an address: use another name`);
  }
  return encodeURIComponent(name);
}
