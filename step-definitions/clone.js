/** What cucumber imports in a clone, in each of its workers: the steps of the specification, from their sources. */
import * as cucumber from '@cucumber/cucumber';
import { register } from 'tsx/esm/api';

register();

const { defineSteps } = await import('../entries/steps.ts');

defineSteps(cucumber, { embedded: true });
