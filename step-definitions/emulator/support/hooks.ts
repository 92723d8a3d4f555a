/** Starts an emulator for each scenario of the emulator's own features. */
import {
  After,
  Before,
  defineParameterType,
  setDefaultTimeout,
  setWorldConstructor,
} from '@cucumber/cucumber';
import { EmulatorWorld } from './world.ts';

setWorldConstructor(EmulatorWorld);
setDefaultTimeout(120_000);

Before(function (this: EmulatorWorld) {
  return this.open();
});

After(function (this: EmulatorWorld) {
  return this.close();
});

defineParameterType({ name: 'json', regexp: /\{.*\}/, transformer: (text: string) => text });
