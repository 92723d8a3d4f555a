/** The steps of a fault plan as the form has them, and as the control plane takes them. */
import type { PlannedAnswer } from '../../../client/index.ts';

export const STEP_KINDS = {
  status: 'an answer with a status',
  reset: 'a connection that is broken off',
  delay: 'a late answer',
  pass: 'the usual answer',
} as const;

export type StepKind = keyof typeof STEP_KINDS;

export interface StepForm {
  readonly kind: StepKind;
  readonly status: string;
  /** Seconds; empty if the answer does not ask to wait. */
  readonly retryAfter: string;
  /** Empty if the answer is not late. */
  readonly delay: string;
  readonly times: string;
}

export const FIRST_STEP: StepForm = { kind: 'status', status: '503', retryAfter: '', delay: '', times: '1' };

/** Several, because a step that lets requests pass is for one request. */
export function answersFrom({ kind, status, retryAfter, delay, times }: StepForm): readonly PlannedAnswer[] {
  const count = Number(times);
  const late = delay === '' ? {} : { delay };
  switch (kind) {
    case 'pass':
      return Array.from({ length: count }, () => 'pass' as const);
    case 'reset':
      return [{ reset: true, ...late, times: count }];
    case 'delay':
      return [{ ...late, times: count }];
    case 'status':
      return [
        {
          status: Number(status),
          ...(retryAfter === '' ? {} : { retryAfter: Number(retryAfter) }),
          ...late,
          times: count,
        },
      ];
  }
}
