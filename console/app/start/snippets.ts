/** The lines that point a library at the emulator. */

export interface Snippet {
  readonly name: string;
  /** The command that installs the library; undefined if nothing is needed. */
  readonly install?: string;
  /** What to do with the lines, as a sentence. */
  readonly use: string;
  readonly text: string;
}

export function snippetsFor(origin: string, writeKey: string): readonly Snippet[] {
  return [
    {
      name: 'Node',
      install: 'npm install @segment/analytics-node',
      use: 'Save these lines as first.mjs, and run: node first.mjs',
      text: [
        "import { Analytics } from '@segment/analytics-node';",
        `const analytics = new Analytics({ writeKey: '${writeKey}', host: '${origin}' });`,
        "analytics.identify({ userId: 'ada', traits: { email: 'ada@acme.example' } });",
        'await analytics.closeAndFlush();',
      ].join('\n'),
    },
    {
      name: 'browser',
      install: 'npm install @segment/analytics-next',
      use: 'Put these lines into a script that your bundler builds, and open its page.',
      text: [
        "import { AnalyticsBrowser } from '@segment/analytics-next';",
        `const analytics = AnalyticsBrowser.load({ writeKey: '${writeKey}', cdnURL: '${origin}' }, { integrations: { 'Segment.io': { apiHost: '${origin.replace(/^https?:\/\//, '')}/v1', protocol: '${origin.split(':')[0]}' } } });`,
        "analytics.identify('ada', { email: 'ada@acme.example' });",
      ].join('\n'),
    },
    {
      name: 'Python',
      install: 'pip install segment-analytics-python',
      use: 'Save these lines as first.py, and run: python first.py',
      text: [
        'import segment.analytics as analytics',
        `analytics.write_key, analytics.host = '${writeKey}', '${origin}'`,
        "analytics.identify('ada', {'email': 'ada@acme.example'}); analytics.flush()",
      ].join('\n'),
    },
    {
      name: 'curl',
      use: 'Paste this line into a terminal.',
      text: `curl ${origin}/v1/identify -u "${writeKey}:" -H 'content-type: application/json' -d '{"userId": "ada", "traits": {"email": "ada@acme.example"}}'`,
    },
  ];
}
