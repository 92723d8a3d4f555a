/** What cucumber imports in a clone for the emulator's own features, in each of its workers. */
import * as cucumber from '@cucumber/cucumber';
import { register } from 'tsx/esm/api';

register();

const { defineOwnSuite } = await import('./index.ts');

defineOwnSuite(cucumber);
