/** Which schema a call is validated against. */
import type { SchemaName } from '../schemas/index.ts';

const OWN_SCHEMA = ['identify', 'group', 'track', 'page', 'screen', 'alias', 'delete'] as const;

/**
 * The schema of a call's type; for a call of Engage, the stricter schema of its computation. A value that is not a call
 * of a known type is validated against `call`, which reports that.
 */
export function schemaOf(call: unknown): SchemaName {
  const { type, context } = (call ?? {}) as { type?: unknown; context?: { personas?: unknown } | null };
  const own = OWN_SCHEMA.find((name) => name === type);
  if (own === undefined) return 'call';
  const { computation_class } = (context?.personas ?? {}) as { computation_class?: unknown };
  if (own !== 'identify' && own !== 'group') return own;
  if (computation_class === 'audience') return `audience-${own}`;
  return computation_class === 'trait' ? `computed-trait-${own}` : own;
}
