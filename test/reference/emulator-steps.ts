/** What the reference imports for the emulator's own features. */
import * as cucumber from '@cucumber/cucumber';
import { defineOwnSuite } from '../../step-definitions/emulator/index.ts';

defineOwnSuite(cucumber);
