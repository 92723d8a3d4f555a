/** Writes a counterexample as a feature that runs by itself, with the steps of the suite. */
import { type Members, numberedProperties } from '../../calls/index.ts';
import type { Clause } from '../registry/index.ts';
import { type Command, type Names, type Single, traitsOf } from './commands/commands.ts';
import type { Mismatch } from './model/mismatch.ts';
import { after, EMPTY_MODEL, type Model, needsOf, userOf } from './model/model.ts';

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

interface WrittenStep {
  readonly text: string;
  readonly table: readonly string[];
  /** What no step of the suite can say, above the step. */
  readonly note?: string | undefined;
}

function stepsOf(commands: readonly Command[], mismatch: Mismatch): string[] {
  let model: Model = EMPTY_MODEL;
  const known = new Set<string>();
  const steps: WrittenStep[] = [];
  for (const [index, command] of commands.entries()) {
    const next = after(model, command, PLACEHOLDERS);
    steps.push(...settled(model, next, command, known), ...stepsFor(commands, index));
    model = next;
  }
  const last = steps.length - 1;
  return [
    ...steps.flatMap(({ text, table, note }, index) => [
      ...(note === undefined ? [] : [`# ${note}`]),
      `${index === last ? 'When' : index === 0 ? 'Given' : 'And'} ${text}`,
      ...table,
    ]),
    ...expectation(model, mismatch),
  ];
}

function stepsFor(commands: readonly Command[], index: number): WrittenStep[] {
  const command = commands[index];
  if (command === undefined) return [];
  switch (command.kind) {
    case 'burst':
      return [
        {
          text: `${command.count} identifies for user "${command.user}" arrive at the same time, each with its own property`,
          table: [],
        },
      ];
    case 'again':
      return [
        {
          text: 'the last call is delivered again',
          table: [],
          note: command.back === undefined ? undefined : `the call that is ${command.back} before the last`,
        },
      ];
    case 'wait':
      return [];
    case 'twice':
      return [
        { ...stepOf(command.command), note: 'delivered twice at the same time' },
        { text: 'the last call is delivered again', table: [] },
      ];
    case 'together':
      return command.commands.map((single, place) => {
        const step = stepOf(single);
        return place === 0
          ? { ...step, note: `the next ${command.commands.length} calls are sent at the same time` }
          : step;
      });
    default:
      return [stepOf(command)];
  }
}

function stepOf(command: Single): WrittenStep {
  switch (command.kind) {
    case 'identify':
      return withTable(`${personIn(command)} is identified`, traitsOf(command, PLACEHOLDERS));
    case 'group':
      return withTable(`${personIn(command)} is grouped into account "${command.account}"`, command.traits);
    case 'track':
      return {
        text: `${personIn(command)} does "${command.event}" with:`,
        table: tableOf(command.properties),
      };
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
    case 'account-audience': {
      const moves = command.member ? 'enters' : 'leaves';
      const text = `account "${command.account}" ${moves} the audience "${command.key}" through user "${command.user}"`;
      return { text, table: [] };
    }
    case 'visitor-identify':
      return withTable(`visitor "${command.visitor}" is identified`, command.traits);
    case 'visitor-group': {
      const { visitor, account, traits } = command;
      return withTable(`visitor "${visitor}" is grouped into account "${account}"`, traits);
    }
    case 'visitor-track': {
      const { visitor, event, properties } = command;
      return { text: `visitor "${visitor}" does "${event}" with:`, table: tableOf(properties) };
    }
  }
}

function personIn(command: { readonly user: string; readonly visitor?: string }): string {
  const before = command.visitor === undefined ? '' : ` (visitor "${command.visitor}")`;
  return `user "${command.user}"${before}`;
}

/** What must be visible before the command: values that it replaces, and records that it must find. */
function settled(model: Model, next: Model, command: Command, known: Set<string>): WrittenStep[] {
  const replaced = (before: Members, later: Members = {}) =>
    Object.fromEntries(Object.entries(before).filter(([name, value]) => value !== later[name]));
  const holds = (what: string, before: Members, later: Members | undefined) => {
    const members = replaced(before, later);
    return Object.keys(members).length === 0 ? [] : [{ text: `the ${what} holds:`, table: tableOf(members) }];
  };
  const records = needsOf(model, command, PLACEHOLDERS).known.map(({ kind, alias }) =>
    kind === 'user' ? `User for user "${alias}"` : `Account for account "${alias}"`,
  );
  const unseen = records.filter((record) => !known.has(record));
  for (const record of unseen) known.add(record);
  return [
    ...unseen.map((record) => ({
      text: `there is ${record.startsWith('A') ? 'an' : 'a'} ${record}`,
      table: [],
    })),
    ...Object.entries(model.users).flatMap(([alias, { properties }]) =>
      holds(`User for user "${alias}"`, properties, next.users[alias]?.properties),
    ),
    ...Object.entries(model.accounts).flatMap(([alias, { properties }]) =>
      holds(`Account for account "${alias}"`, properties, next.accounts[alias]?.properties),
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

function withTable(text: string, members: Members): WrittenStep {
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
