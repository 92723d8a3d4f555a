/** What a call meets on its way from the ingress to the destinations. */
import type { Choices } from '../choices.ts';
import type { Traces } from '../control/traces.ts';
import type { Limits } from '../limits.ts';
import type { Dedupe } from './dedupe.ts';
import type { DeliveryEngine } from './delivery/engine.ts';
import type { Instances } from './instances.ts';

export interface Pipeline {
  readonly choices: Choices;
  readonly limits: Limits;
  /** A fresh identifier at each call, for those without a messageId. */
  readonly ids: () => string;
  readonly traces: Traces;
  readonly dedupe: Dedupe;
  readonly instances: Instances;
  readonly engine: DeliveryEngine;
}
