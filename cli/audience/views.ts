/** Audiences, computed traits and syncs as the control plane shows them. */

export interface ComputedView {
  readonly kind: 'audience' | 'trait';
  readonly key: string;
  readonly name: string;
  /** For an audience. */
  readonly level?: 'user' | 'account';
  /** For an audience. */
  readonly members?: number;
  /** For a computed trait: the number of profiles that have one. */
  readonly values?: number;
  readonly nextSyncAt: string;
  readonly latestSync?: SyncView;
}

export interface SyncView {
  readonly kind: string;
  readonly state: 'under-way' | 'ended';
  readonly total: number;
  readonly begun: number;
  readonly calls: number;
  readonly delivered: number;
  readonly failed: number;
  readonly skipped: Readonly<Record<string, number>>;
}

export function syncInShort({ kind, total, calls, delivered, failed }: SyncView): string {
  const failures = failed === 0 ? '' : `, ${failed} not delivered`;
  return `${kind} sync: ${delivered} of ${total} delivered in ${calls} calls${failures}`;
}
