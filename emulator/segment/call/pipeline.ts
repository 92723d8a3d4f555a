/** The parts that a call passes on its way from the ingress to the destinations. */
import type { Choices } from '../../choices/index.ts';
import type { CallWatch, Traces } from '../../history/index.ts';
import type { Limits } from '../../limits.ts';
import type { DeliveryEngine } from '../delivery/index.ts';
import type { Instances } from '../instances.ts';
import type { Dedupe } from './dedupe.ts';

export interface Pipeline {
  readonly choices: Choices;
  readonly limits: Limits;
  /** Returns a new id each time, for calls without a messageId. */
  readonly ids: () => string;
  readonly traces: Traces;
  readonly watch: Pick<CallWatch, 'watchers'>;
  readonly dedupe: Dedupe;
  readonly instances: Instances;
  readonly engine: DeliveryEngine;
}
