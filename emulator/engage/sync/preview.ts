/** Which values would be sent to whom, without sending them. */
import { callCount } from '../../../calls/index.ts';
import type { Identifier } from '../profiles/index.ts';
import { identifierOf } from '../profiles/index.ts';
import { type Computed, isAudience } from './computation.ts';
import type { Identities } from './identities.ts';

export interface PreviewEntry {
  readonly subject: Identifier;
  readonly value: unknown;
  /** How many calls that takes. */
  readonly calls: number;
  /** Why there would be none. */
  readonly skipped?: string;
}

/** @param limit entries at most */
export function preview(computed: Computed, identities: Identities, limit: number): readonly PreviewEntry[] {
  const entries: PreviewEntry[] = [];
  for (const { id, value } of computed.ledger.preview()) {
    if (entries.length === limit) break;
    const found = identities.recipient(id, isAudience(computed) ? computed.definition.as : []);
    const subject = identifierOf(id);
    if ('problem' in found) entries.push({ subject, value, calls: 0, skipped: found.problem });
    else entries.push({ subject, value, calls: callCount(found.value) });
  }
  return entries;
}
