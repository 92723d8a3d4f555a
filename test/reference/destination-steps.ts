/** What the reference imports for the features of a destination. */
import * as cucumber from '@cucumber/cucumber';
import { defineForCommands } from '../../step-definitions/index.ts';

defineForCommands(cucumber);
