/** Defects in how connectors treat free email providers. */

import type { Connector, DecisionInput } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { computedValueOf } from '../../computations.ts';
import { repetition } from '../../counting.ts';
import type { Defects } from '../defect.ts';

export const CONNECTOR_DEFECTS = {
  'free-email-not-blocked': {
    what: 'The blocking connector blocks no address',
    breaks: 'AST-SETUP-001',
    alter: judgingAs('blocking', 'allow', () => true),
  },
  'upper-case-domain-not-blocked': {
    what: 'A free address is not recognised if its domain has upper-case letters',
    breaks: 'AST-SETUP-001',
    alter: judgingAs('blocking', 'allow', (domain) => domain !== domain.toLowerCase()),
  },
  'few-providers-blocked': {
    what: 'Only the five largest free providers are recognised',
    breaks: 'AST-SETUP-001',
    alter: judgingAs(
      'blocking',
      'allow',
      (domain) => !/^(gmail|yahoo|outlook|hotmail|aol)\.com$/i.test(domain),
    ),
  },
  'second-identify-not-blocked': {
    what: 'Only the first identify of a user with a free address is blocked',
    breaks: 'AST-SETUP-001',
    alter: (parts, tools) => {
      const isRepeated = repetition();
      return judgingAs('blocking', 'allow', (_, { call: { userId = '' } }) => isRepeated(userId))(
        parts,
        tools,
      );
    },
  },
  'flag-with-free-email-not-blocked': {
    what: 'A free address in an audience call is not recognised',
    breaks: 'AST-SETUP-001',
    alter: judgingAs('blocking', 'allow', (_, input) => computedValueOf(input) !== undefined),
  },
  'only-plain-addresses-blocked': {
    what: 'A free address with a plus or a dot before the at sign is not recognised',
    breaks: 'AST-SETUP-001',
    alter: judgingAs('blocking', 'allow', (_, { call }) => /[+.].*@/.test(String(call.traits?.email))),
  },
  'suffix-blocked': {
    what: 'The blocking connector blocks every domain that ends like a free provider',
    breaks: 'AST-SETUP-002',
    alter: blockingAt('blocking', (domain) => domain.endsWith('gmail.com')),
  },
  'provider-in-address-blocked': {
    what: 'The blocking connector blocks addresses that contain the name of a free provider',
    breaks: 'AST-SETUP-002',
    alter: blockingAt('blocking', (_, email) => email.includes('gmail.com')),
  },
  'company-email-blocked': {
    what: 'The blocking connector blocks every address',
    breaks: 'AST-SETUP-002',
    alter: blockingAt('blocking', () => true),
  },
  'acme-blocked': {
    what: 'The blocking connector treats acme.com as a free provider',
    breaks: 'AST-SETUP-002',
    alter: blockingAt('blocking', (domain) => domain === 'acme.com'),
  },
  'allowing-connector-blocks-too': {
    what: 'The allowing connector blocks free addresses too',
    breaks: 'AST-SETUP-003',
    alter: judgingAs('allowing', 'block', () => true),
  },
  'allowing-connector-blocks-aol': {
    what: 'The allowing connector blocks addresses at aol.com',
    breaks: 'AST-SETUP-003',
    alter: blockingAt('allowing', (domain) => domain === 'aol.com'),
  },
} as const satisfies Defects;

/** Decides about an identify with an email address as a connector with another rule would. */
function judgingAs(
  name: Connector['name'],
  freeEmail: Connector['freeEmail'],
  matches: (domain: string, input: DecisionInput) => boolean,
): Alteration {
  return (parts, { act }) => ({
    decide(input) {
      const outcome = parts.decide(input);
      const domain = domainOf(input.call.traits?.email);
      if (input.connector.name !== name || domain === undefined) return outcome;
      if (!matches(domain, input)) return outcome;
      const other = parts.decide({ ...input, connector: { ...input.connector, freeEmail } });
      if (kindOf(other) === kindOf(outcome)) return outcome;
      act();
      return other;
    },
  });
}

function blockingAt(
  name: Connector['name'],
  matches: (domain: string, email: string) => boolean,
): Alteration {
  return (parts, { act }) => ({
    decide(input) {
      const outcome = parts.decide(input);
      const email = input.call.traits?.email;
      const domain = domainOf(email);
      if (input.connector.name !== name || domain === undefined) return outcome;
      if (!matches(domain, String(email))) return outcome;
      if (kindOf(outcome) !== 'identify') return outcome;
      act();
      return { rules: [] };
    },
  });
}

function kindOf(outcome: ReturnType<Parameters<Alteration>[0]['decide']>): string | undefined {
  return 'error' in outcome ? 'refusal' : outcome.mutation?.kind;
}

function domainOf(email: unknown): string | undefined {
  return typeof email === 'string' && email.includes('@')
    ? email.slice(email.lastIndexOf('@') + 1)
    : undefined;
}
