/** Which schema a call is validated against. */
import { CALL_TYPES, type SchemaName } from '../schemas/index.ts';

/**
 * The schema of a call's type; for a call of Engage, the stricter schema of its computation. A value that is not a call
 * of a known type is validated against `call`, which reports that.
 */
export function schemaOf(call: unknown): SchemaName {
  const { type, context } = (call ?? {}) as { type?: unknown; context?: { personas?: unknown } | null };
  const own = CALL_TYPES.find((name) => name === type);
  if (own === undefined) return 'call';
  const { computation_class } = (context?.personas ?? {}) as { computation_class?: unknown };
  if (own !== 'identify' && own !== 'group') return own;
  if (computation_class === 'audience') return `audience-${own}`;
  return computation_class === 'trait' ? `computed-trait-${own}` : own;
}
