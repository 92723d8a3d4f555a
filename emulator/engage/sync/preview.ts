/** Who would be sent what, without sending it. */
import { callCount } from '../../../calls/index.ts';
import type { Subject } from '../profiles/index.ts';
import { subjectOf } from '../profiles/index.ts';
import { type Computed, isAudience } from './computation.ts';
import type { Identities } from './identities.ts';

export interface PreviewEntry {
  readonly subject: Subject;
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
    const recipient = identities.recipient(id, isAudience(computed) ? computed.definition.as : []);
    const subject = subjectOf(id);
    if ('skipped' in recipient) entries.push({ subject, value, calls: 0, skipped: recipient.skipped });
    else entries.push({ subject, value, calls: callCount(recipient) });
  }
  return entries;
}
