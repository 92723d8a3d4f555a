/** Notices that the source of evidence stopped responding, so that no later example waits for it. */
import { LostEvidence } from '../errors.ts';
import type { Asking, EvidencePort } from './port.ts';

/** A source of evidence, and why it is lost. */
interface NoticingPort {
  readonly port: EvidencePort;
  /** Undefined while the source responds. */
  lost(): string | undefined;
}

/** After the first LostEvidence every read throws the same one at once. */
export function noticeLoss(source: EvidencePort): NoticingPort {
  let loss: LostEvidence | undefined;
  const noticing =
    <Query, Rows>(read: (query: Query, asking: Asking) => Promise<Rows>) =>
    async (query: Query, asking: Asking): Promise<Rows> => {
      if (loss !== undefined) throw loss;
      try {
        return await read(query, asking);
      } catch (error) {
        if (error instanceof LostEvidence) loss = error;
        throw error;
      }
    };
  return {
    port: {
      users: noticing(source.users),
      accounts: noticing(source.accounts),
      events: noticing(source.events),
    },
    lost: () => loss?.message,
  };
}
