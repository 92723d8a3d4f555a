/** The door of the steps of the emulator's own features. */
import { defineDelivery } from './delivery.ts';
import { defineEngage } from './engage.ts';
import { defineIngress } from './ingress.ts';
import { defineOwnHooks } from './support/hooks.ts';
import type { OwnCucumber } from './support/own-cucumber.ts';
import { defineTimeAndTraces } from './time-and-traces.ts';

/** Defines every step, parameter type and hook of the emulator's own features with a cucumber module. */
export function defineOwnSuite(cucumber: OwnCucumber): void {
  for (const define of [defineOwnHooks, defineDelivery, defineEngage, defineIngress, defineTimeAndTraces]) {
    define(cucumber);
  }
}
