/** Divides the properties of a corpus into calls that any destination must accept (docs/contract.md section 2). */

/** Only AST-HTTP-009 sends a call above 8 KB; the other members of a call need some room. */
const MOST_BYTES = 7_000;
/** A User is graded on up to 200 properties. */
const MOST_PROPERTIES = 190;

interface Sized {
  readonly name: string;
  readonly value: unknown;
  readonly becomes: unknown;
}

/** The properties in order, in as few parts as fit into a call each, whichever of their two values it has. */
export function inCallParts<Property extends Sized>(
  properties: readonly Property[],
): readonly (readonly Property[])[] {
  const parts: Property[][] = [];
  let bytes = 0;
  for (const property of properties) {
    const size = bytesOf(property);
    const part = parts.at(-1);
    if (part === undefined || bytes + size > MOST_BYTES || part.length === MOST_PROPERTIES) {
      parts.push([property]);
      bytes = size;
    } else {
      part.push(property);
      bytes += size;
    }
  }
  return parts;
}

function bytesOf({ name, value, becomes }: Sized): number {
  const bytes = (json: unknown) => Buffer.byteLength(JSON.stringify(json));
  return bytes(name) + Math.max(bytes(value), bytes(becomes)) + 2;
}
