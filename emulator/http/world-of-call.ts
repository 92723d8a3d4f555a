/** Finds the world of a request to the ingress: a library may send its write key in a header or in the body. */
import type { Result } from '../../schemas/index.ts';
import type { Payload } from '../astrolabe/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { type IngressRoute, type RequestContent, readRequest, readWriteKey } from '../segment/index.ts';
import type { World, Worlds } from '../worlds/index.ts';

interface CallOfWorld {
  readonly world: World;
  /** What was read to find it, so that it is not read again; undefined if nothing had to be read. */
  readonly read: Result<RequestContent> | undefined;
}

/**
 * What is changed in the default world has no effect on how calls find their worlds.
 *
 * @param options of the emulator, whose limits all worlds share
 */
export function worldOfCall(
  worlds: Worlds,
  { limits }: Pick<ResolvedOptions, 'limits'>,
  route: IngressRoute,
  authorization: string | undefined,
  payload: Payload,
): CallOfWorld {
  if (worlds.size === 0 || route.kind === 'metrics') return { world: worlds.standard, read: undefined };
  const read = readRequest(route, payload, limits);
  const key =
    'problem' in read
      ? undefined
      : readWriteKey(read.value.body, authorization, worlds.standard.core.choices.start);
  return { world: key === undefined ? worlds.ofHeader(authorization) : worlds.ofKey(key), read };
}
