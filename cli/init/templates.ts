/** The files that `init` writes, as text. */

/** What the files depend on. */
export interface ProjectPlan {
  /** Undefined for the emulator. */
  readonly baseUrl?: string | undefined;
  readonly recordsUrl?: string | undefined;
  /** The folder of the project's own features, with forward slashes. */
  readonly features: string;
}

/** The profile of cucumber. */
export function cucumberProfile({ baseUrl, features }: ProjectPlan): string {
  const target = baseUrl === undefined ? 'embedded: true' : "target: 'local'";
  return `import { profile } from 'astrolabe-conformance/steps';

// The features of the specification, and your own.
export default profile(
  {
    paths: [${quoted(`${features}/**/*.feature`)}],
    import: [${quoted(`${features}/**/*.{js,mjs}`)}],
  },
  { ${target} },
);
`;
}

/** The file that cucumber imports for the steps. */
export function stepsFile(): string {
  return `import * as cucumber from '@cucumber/cucumber';
import { defineSteps } from 'astrolabe-conformance/steps';

defineSteps(cucumber);
`;
}

/** The targets that \`verify --target\` and the profile choose from. */
export function configFile({ baseUrl, recordsUrl }: ProjectPlan): string {
  const url = baseUrl ?? 'http://127.0.0.1:3000/astrolabe';
  const lines = [
    'targets:',
    '  local:',
    `    baseUrl: ${JSON.stringify(url)}`,
    '    apiKey: $ASTROLABE_API_KEY',
    recordsUrl === undefined
      ? '    # recordsUrl: http://127.0.0.1:3000/records'
      : `    recordsUrl: ${JSON.stringify(recordsUrl)}`,
  ];
  const text = `${lines.join('\n')}\n`;
  if (baseUrl !== undefined) return text;
  return `# Until this names your destination, the runs are against the emulator.\n${text.replaceAll(/^/gm, '# ').replace(/# $/, '')}`;
}

const ACCEPTED = `Feature: What our customers rely on
  Scenarios of your own run against the same target as the specification, and are not graded.

  Scenario: A sign-up arrives
    When an identify for user "ada" is posted with the API key
    Then the destination accepts it
`;

const STORED = `
  Scenario: A trial becomes a paying customer
    Given user "ada" is identified with:
      | plan | "trial" |
    When user "ada" is identified with:
      | plan | "pro" |
    Then the User for user "ada" holds:
      | plan | "pro" |
`;

/** A feature whose scenarios can pass with the evidence that there is. */
export function exampleFeature({ baseUrl, recordsUrl }: ProjectPlan): string {
  return baseUrl === undefined || recordsUrl !== undefined ? ACCEPTED + STORED : ACCEPTED;
}

/** A workflow of GitHub Actions. */
export function githubWorkflow({ baseUrl }: ProjectPlan): string {
  const start =
    baseUrl === undefined ? '' : '      # Start your destination here, unless it runs elsewhere.\n';
  const env =
    baseUrl === undefined
      ? ''
      : `        env:\n          ASTROLABE_API_KEY: \${{ secrets.ASTROLABE_API_KEY }}\n`;
  return `name: Astrolabe
on: [push, pull_request]
permissions:
  contents: read
jobs:
  conformance:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npm ci
${start}      - run: npm run test:astrolabe
${env}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
