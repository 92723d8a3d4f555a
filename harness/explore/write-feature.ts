/** Writes a counterexample as a feature that runs by itself, with the steps of the suite. */
import { type Members, numberedProperties } from '../../calls/index.ts';
import type { Clause } from '../registry/index.ts';
import { type Command, type Names, traitsOf } from './commands.ts';
import type { Mismatch } from './mismatch.ts';
import { after, EMPTY_MODEL, type Model, needsSettled, userOf } from './model.ts';

/** Higher than the numbers of hand-written examples. */
const EXPLORED_NUMBER = 9001;

/** Addresses stay placeholders, so that each run of the feature has its own. */
const PLACEHOLDERS: Pick<Names, 'email'> = { email: (alias) => `{email:${alias}}` };

/** A feature with one scenario. */
interface WrittenFeature {
  readonly text: string;
  /** The line of the scenario, from 1. */
  readonly line: number;
  readonly name: string;
  /** Lines of the steps with their keywords and tables. */
  readonly steps: readonly string[];
}

/** @param how the seed and the path with which the sequence was found, as a sentence */
export function writeFeature(
  commands: readonly Command[],
  mismatch: Mismatch,
  clause: Clause,
  how: string,
): WrittenFeature {
  const name = `Exploration found that ${sentence(mismatch)}`;
  const steps = stepsOf(commands, mismatch);
  const level = clause.level.toLowerCase();
  const readback = clause.evidence === 'readback' ? ' @needs-readback' : '';
  const head = [
    `Feature: What exploration found about ${clause.id}`,
    `  ${how}`,
    '',
    `  @${clause.id} @${level}${readback}`,
    `  Rule: ${clause.rule}`,
    '',
    `    @${clause.id}.${EXPLORED_NUMBER}`,
    `    Scenario: ${name}`,
  ];
  const text = `${[...head, ...steps.map((step) => `      ${step}`)].join('\n')}\n`;
  return { text, line: head.length, name, steps };
}

function sentence({ difference }: Mismatch): string {
  return difference.message.replaceAll(/\s+/g, ' ');
}

function stepsOf(commands: readonly Command[], mismatch: Mismatch): string[] {
  let model: Model = EMPTY_MODEL;
  const steps: { text: string; table: readonly string[] }[] = [];
  for (const command of commands) {
    const next = after(model, command, PLACEHOLDERS);
    if (needsSettled(model, command, PLACEHOLDERS)) steps.push(...settled(model, next, command));
    steps.push(stepOf(command));
    model = next;
  }
  const last = steps.length - 1;
  return [
    ...steps.flatMap(({ text, table }, index) => [
      `${index === last ? 'When' : index === 0 ? 'Given' : 'And'} ${text}`,
      ...table,
    ]),
    ...expectation(model, mismatch),
  ];
}

function stepOf(command: Command): { text: string; table: readonly string[] } {
  switch (command.kind) {
    case 'identify':
      return withTable(`user "${command.user}" is identified`, traitsOf(command, PLACEHOLDERS));
    case 'group':
      return withTable(`user "${command.user}" is grouped into account "${command.account}"`, command.traits);
    case 'track':
      return withTable(`user "${command.user}" does "${command.event}"`, command.properties);
    case 'audience': {
      const moves = command.member ? 'enters' : 'leaves';
      return { text: `user "${command.user}" ${moves} the audience "${command.key}"`, table: [] };
    }
    case 'computed': {
      const { key, user, value } = command;
      return {
        text: `the computed trait "${key}" of user "${user}" becomes ${JSON.stringify(value)}`,
        table: [],
      };
    }
    case 'burst':
      return {
        text: `${command.count} identifies for user "${command.user}" arrive at the same time, each with its own property`,
        table: [],
      };
    case 'again':
      return { text: 'the last call is delivered again', table: [] };
  }
}

/** What must be visible before a later value is required to win, and before identifies at the same time. */
function settled(model: Model, next: Model, command: Command): { text: string; table: readonly string[] }[] {
  if (command.kind === 'burst') return [{ text: `there is a User for user "${command.user}"`, table: [] }];
  const replaced = (before: Members, later: Members = {}) =>
    Object.fromEntries(Object.entries(before).filter(([name, value]) => value !== later[name]));
  const holds = (what: string, before: Members, later: Members | undefined) => {
    const members = replaced(before, later);
    return Object.keys(members).length === 0 ? [] : [{ text: `${what} holds:`, table: tableOf(members) }];
  };
  return [
    ...Object.entries(model.users).flatMap(([alias, { properties }]) =>
      holds(`the User for user "${alias}"`, properties, next.users[alias]?.properties),
    ),
    ...Object.entries(model.accounts).flatMap(([alias, { properties }]) =>
      holds(`the Account for account "${alias}"`, properties, next.accounts[alias]?.properties),
    ),
  ];
}

function expectation(model: Model, { subject, difference }: Mismatch): string[] {
  switch (subject.kind) {
    case 'refused':
      return [];
    case 'user-count':
      return [`Then there is exactly one User for user "${subject.user}"`];
    case 'account-count':
      return [`Then there is exactly one Account for account "${subject.account}"`];
    case 'user-property': {
      const { user, name } = subject;
      const value = userOf(model, user).properties[name] ?? numberedProperties(1)[name];
      return [`Then the User for user "${user}" still holds:`, ...tableOf({ [name]: value })];
    }
    case 'account-property': {
      const { account, name } = subject;
      const value = model.accounts[account]?.properties[name];
      return [`Then the Account for account "${account}" still holds:`, ...tableOf({ [name]: value })];
    }
    case 'user-leak':
      return [`Then the User for user "${subject.user}" does not hold "${subject.name}"`];
    case 'account-leak':
      return [`Then the Account for account "${subject.account}" does not hold "${subject.name}"`];
    case 'association':
      return [`Then user "${subject.user}" still belongs to account "${subject.account}"`];
    case 'event-count': {
      const times = Number(difference.expected);
      return [
        `Then user "${subject.user}" has the event "${subject.event}" exactly ${times} ${times === 1 ? 'time' : 'times'}`,
      ];
    }
    case 'event-properties':
      return [
        `Then the event "${subject.event}" of user "${subject.user}" holds:`,
        ...tableOf(difference.expected as Members),
      ];
  }
}

function withTable(text: string, members: Members): { text: string; table: readonly string[] } {
  const table = tableOf(members);
  return table.length === 0 ? { text, table } : { text: `${text} with:`, table };
}

function tableOf(members: Members): string[] {
  const rows = Object.entries(members).map(
    ([name, value]) => [cell(name), cell(JSON.stringify(value))] as const,
  );
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  return rows.map(([name, value]) => `  | ${name.padEnd(width(0))} | ${value.padEnd(width(1))} |`);
}

function cell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|');
}
