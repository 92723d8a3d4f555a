import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFreeEmail } from './free-email.ts';
import { COMPANIES, FURTHER_PROVIDERS } from './free-providers.ts';

/** The best-known free providers of many countries, and those that the package's list lacks. */
const FREE = [
  'gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.co.jp',
  'yahoo.co.in yahoo.com.br yahoo.ca yahoo.com.au ymail.com rocketmail.com outlook.com outlook.de',
  'outlook.fr outlook.es outlook.it hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.es hotmail.it',
  'live.com live.co.uk live.fr live.nl msn.com icloud.com me.com mac.com aol.com aol.co.uk aim.com gmx.de',
  'gmx.net gmx.com gmx.at gmx.ch web.de freenet.de t-online.de arcor.de mail.com email.com mail.ru inbox.ru',
  'list.ru bk.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru qq.com foxmail.com 163.com 126.com',
  'yeah.net sina.com sohu.com 139.com aliyun.com naver.com daum.net hanmail.net kakao.com nate.com',
  'libero.it virgilio.it tiscali.it alice.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr comcast.net',
  'verizon.net att.net sbcglobal.net bellsouth.net cox.net btinternet.com sky.com virginmedia.com wp.pl',
  'o2.pl onet.pl interia.pl seznam.cz centrum.cz uol.com.br bol.com.br terra.com.br rediffmail.com',
  'proton.me protonmail.com pm.me fastmail.com fastmail.fm tuta.com tutanota.com tutamail.com tuta.io',
  'keemail.me duck.com hey.com zoho.com zohomail.com hushmail.com mailfence.com ukr.net abv.bg freemail.hu',
  'mail.de zoho.eu zoho.in op.pl tim.it onmail.com simplelogin.com aleeas.com slmail.me',
  'bigpond.com xtra.co.nz shaw.ca bluewin.ch',
].flatMap((line) => line.split(' '));

/** Reserved names, and companies of many kinds. */
const NOT_FREE = [
  'example.com test.com example.org example.net initech.com acme.com google.com microsoft.com apple.com',
  'amazon.com facebook.com meta.com alibaba.com tencent.com salesforce.com ibm.com oracle.com sap.com',
  'siemens.com bosch.com bmw.de toyota.com sony.com samsung.com nike.com intel.com nvidia.com cisco.com',
  'dell.com hp.com netflix.com spotify.com airbnb.com uber.com shopify.com atlassian.com slack.com',
  'github.com stripe.com twilio.com segment.com cloudflare.com vodafone.com deloitte.com pfizer.com',
  'bt.com telstra.com discovery.com nus.edu.sg',
  'novartis.com shell.com ikea.com unilever.com harvard.edu',
].flatMap((line) => line.split(' '));

describe('the list of free email providers', () => {
  it('has the well-known ones', () => {
    assert.ok(FREE.length > 100);
    assert.deepEqual(
      FREE.filter((domain) => !isFreeEmail(`someone@${domain}`, false)),
      [],
    );
  });

  it('has neither reserved names nor companies', () => {
    assert.deepEqual(
      NOT_FREE.filter((domain) => isFreeEmail(`someone@${domain}`, false)),
      [],
    );
  });

  it('has a source for each entry of its own, in lower case and once', () => {
    const groups = [...FURTHER_PROVIDERS, ...COMPANIES];
    for (const { source } of groups) assert.ok(URL.canParse(source) && source.startsWith('https://'), source);
    const domains = groups.flatMap((group) => group.domains);
    assert.equal(new Set(domains).size, domains.length);
    for (const domain of domains) assert.match(domain, /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
  });
});
