/** The address that a path was probably meant to be. */
import { nearNames } from '../../../schemas/index.ts';
import { ROUTES } from '../routes.ts';

/** Routes with a part that varies are left out, because that part is not known. */
const ADDRESSES = [ROUTES.destination, ...ROUTES.ingress, ...ROUTES.records, ...ROUTES.control]
  .map(({ path }) => path)
  .filter((path) => !path.includes(':'));

/** Longer paths are compared with nothing: the comparison takes the time of both lengths. */
const LONGEST = 100;

/** The address that a path was meant to be; undefined if none is near. */
export function nearestAddress(path: string): string | undefined {
  if (path.length > LONGEST) return undefined;
  const segments = path
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
  // A path in front of the right one, or none at all: `/batch`, `/api/v1/batch`, `/v1/v1/batch`, `/V1/Batch`.
  const ends = segments.map((_, start) => segments.slice(start).join('/'));
  for (const end of ends) {
    const found = ADDRESSES.find((address) => address === `/${end}` || address.endsWith(`/${end}`));
    if (found !== undefined) return found;
  }
  const [last = ''] = segments.slice(-1);
  // Short names are too similar to one another.
  const long = ADDRESSES.filter((address) => nameOf(address).length > 1);
  const beside = long.filter((address) => address.startsWith(`/${segments[0]}/`));
  return nearestName(last, beside) ?? nearestName(last, long);
}

function nearestName(name: string, addresses: readonly string[]): string | undefined {
  const [near] = nearNames(
    name,
    addresses.map((address) => nameOf(address)),
  );
  return near === undefined ? undefined : addresses.find((address) => nameOf(address) === near);
}

function nameOf(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}
