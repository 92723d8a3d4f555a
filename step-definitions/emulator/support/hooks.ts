/** Starts an emulator for each scenario of the emulator's own features. */
import type { OwnCucumber } from './own-cucumber.ts';
import { EmulatorWorld } from './world.ts';

const MOST_MS = 120_000;

export function defineOwnHooks(cucumber: OwnCucumber): void {
  const { After, Before, defineParameterType, setDefaultTimeout, setWorldConstructor } = cucumber;
  setWorldConstructor(EmulatorWorld);
  setDefaultTimeout(MOST_MS);

  Before(function (this: EmulatorWorld) {
    return this.open();
  });

  After(async function (this: EmulatorWorld) {
    try {
      await this.attachExchanges();
    } finally {
      await this.close();
    }
  });

  defineParameterType({ name: 'json', regexp: /\{.*\}/, transformer: (text: string) => text });
}
