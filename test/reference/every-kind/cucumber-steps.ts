/** What the reference imports for the features of every kind. */
import * as cucumber from '@cucumber/cucumber';
import { defineEveryKind } from './steps.ts';

// The functions of cucumber have more overloads than those that are used here.
defineEveryKind(cucumber as unknown as Parameters<typeof defineEveryKind>[0]);
