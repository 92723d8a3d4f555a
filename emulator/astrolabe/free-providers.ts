/** Free email providers that the package's list lacks, and domains in it that are not free providers. */

interface ProviderGroup {
  /** The provider's own site, or a list of its domains. */
  readonly source: string;
  readonly domains: readonly string[];
}

/** Mailboxes and forwarding addresses that a private person can open; one entry per provider. */
export const FURTHER_PROVIDERS: readonly ProviderGroup[] = [
  {
    source: 'https://github.com/caronc/apprise/wiki/Notify_email-Fastmail',
    domains: [
      'fastmail.com',
      'fastmail.cn',
      'fastmail.co.uk',
      'fastmail.com.au',
      'fastmail.de',
      'fastmail.es',
      'fastmail.fm',
      'fastmail.fr',
      'fastmail.im',
      'fastmail.in',
      'fastmail.jp',
      'fastmail.mx',
      'fastmail.net',
      'fastmail.nl',
      'fastmail.org',
      'fastmail.se',
      'fastmail.to',
      'fastmail.tw',
      'fastmail.uk',
      'fastmail.us',
    ],
  },
  {
    source: 'https://tuta.com/support/',
    domains: ['tuta.com', 'tutanota.com', 'tutanota.de', 'tutamail.com', 'tuta.io', 'keemail.me'],
  },
  {
    source: 'https://proton.me/support/addresses-and-aliases',
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
  },
  { source: 'https://proton.me/pass', domains: ['passmail.net', 'passinbox.com'] },
  { source: 'https://duckduckgo.com/email', domains: ['duck.com'] },
  { source: 'https://relay.firefox.com/', domains: ['mozmail.com'] },
  {
    source: 'https://simplelogin.io/',
    domains: ['simplelogin.com', 'simplelogin.co', 'simplelogin.fr', 'aleeas.com', 'slmail.me'],
  },
  { source: 'https://addy.io/', domains: ['anonaddy.com', 'anonaddy.me', 'addymail.com'] },
  {
    source: 'https://www.zoho.com/mail/',
    domains: ['zohomail.com', 'zohomail.eu', 'zohomail.in', 'zoho.in', 'zoho.eu'],
  },
  {
    source: 'https://www.gmx.net/',
    domains: ['gmx.ch', 'gmx.us', 'gmx.co.uk', 'gmx.es', 'gmx.it', 'gmx.fr', 'gmx.li'],
  },
  { source: 'https://www.hey.com/', domains: ['hey.com'] },
  { source: 'https://mailfence.com/', domains: ['mailfence.com'] },
  { source: 'https://posteo.de/', domains: ['posteo.de', 'posteo.net', 'posteo.eu', 'posteo.org'] },
  { source: 'https://www.startmail.com/', domains: ['startmail.com'] },
  { source: 'https://disroot.org/', domains: ['disroot.org'] },
  { source: 'https://riseup.net/', domains: ['riseup.net'] },
  { source: 'https://vivaldi.com/', domains: ['vivaldi.net'] },
  { source: 'https://www.mailo.com/', domains: ['mailo.com'] },
  { source: 'https://murena.com/', domains: ['murena.io', 'e.email'] },
  { source: 'https://mail.ru/', domains: ['internet.ru'] },
  { source: 'https://mail.sohu.com/', domains: ['sohu.com'] },
  { source: 'https://mail.10086.cn/', domains: ['139.com'] },
  { source: 'https://mail.189.cn/', domains: ['189.cn'] },
  { source: 'https://mail.kakao.com/', domains: ['kakao.com'] },
  { source: 'https://www.bouyguestelecom.fr/', domains: ['bbox.fr'] },
  { source: 'https://www.atlas.cz/', domains: ['atlas.cz'] },
  { source: 'https://meta.ua/', domains: ['meta.ua'] },
  { source: 'https://mail.bg/', domains: ['mail.bg'] },
  { source: 'https://citromail.hu/', domains: ['citromail.hu'] },
  { source: 'https://www.ziggo.nl/', domains: ['ziggo.nl'] },
  { source: 'https://www.nifty.com/', domains: ['nifty.com'] },
  { source: 'https://mail.de/', domains: ['mail.de'] },
  { source: 'https://poczta.onet.pl/', domains: ['op.pl'] },
  { source: 'https://mail.tim.it/', domains: ['tim.it'] },
  { source: 'https://onmail.com/', domains: ['onmail.com'] },
];

/** Domains in the package's list whose addresses belong to the people of a company. */
export const COMPANIES: readonly ProviderGroup[] = [
  // Its addresses for everyone ended in 2014.
  { source: 'https://about.meta.com/', domains: ['facebook.com'] },
  // The mailboxes of its mail service end in aliyun.com.
  { source: 'https://www.alibabagroup.com/', domains: ['alibaba.com'] },
  // The mailboxes of its customers end in btinternet.com.
  { source: 'https://www.bt.com/', domains: ['bt.com'] },
  // The mailboxes of its customers end in bigpond.com.
  { source: 'https://www.telstra.com.au/', domains: ['telstra.com'] },
  { source: 'https://www.discovery.com/', domains: ['discovery.com'] },
  { source: 'https://nus.edu.sg/', domains: ['nus.edu.sg'] },
];
