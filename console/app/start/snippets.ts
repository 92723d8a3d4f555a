/** The lines that point a library at the emulator. */

export interface Snippet {
  readonly name: string;
  readonly text: string;
}

export function snippetsFor(origin: string, writeKey: string): readonly Snippet[] {
  return [
    {
      name: 'Node',
      text: [
        "import { Analytics } from '@segment/analytics-node';",
        `const analytics = new Analytics({ writeKey: '${writeKey}', host: '${origin}' });`,
        "analytics.identify({ userId: 'ada', traits: { email: 'ada@acme.example' } });",
      ].join('\n'),
    },
    {
      name: 'browser',
      text: [
        "import { AnalyticsBrowser } from '@segment/analytics-next';",
        `const analytics = AnalyticsBrowser.load({ writeKey: '${writeKey}', cdnURL: '${origin}' }, { integrations: { 'Segment.io': { apiHost: '${origin.replace(/^https?:\/\//, '')}/v1', protocol: '${origin.split(':')[0]}' } } });`,
        "analytics.identify('ada', { email: 'ada@acme.example' });",
      ].join('\n'),
    },
    {
      name: 'Python',
      text: [
        'import segment.analytics as analytics',
        `analytics.write_key, analytics.host = '${writeKey}', '${origin}'`,
        "analytics.identify('ada', {'email': 'ada@acme.example'}); analytics.flush()",
      ].join('\n'),
    },
    {
      name: 'curl',
      text: `curl ${origin}/v1/identify -u "${writeKey}:" -H 'content-type: application/json' -d '{"userId": "ada", "traits": {"email": "ada@acme.example"}}'`,
    },
  ];
}
