/** Email addresses at free providers. */

import type { JsonObject } from './call.ts';
import type { Broken } from './faults.ts';

const freeDomains = new Set(
  `gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.fr yahoo.de ymail.com rocketmail.com
   outlook.com outlook.fr outlook.de hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it live.com
   live.co.uk msn.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de mail.com
   mail.ru yandex.ru yandex.com qq.com 163.com 126.com sina.com naver.com rediffmail.com libero.it free.fr
   orange.fr laposte.net t-online.de comcast.net zoho.com protonmail.com fastmail.com`.split(/\s+/),
);

/** Whether the trait `email` is an address at a free provider, in any casing of its domain (AST-SETUP-001). */
export function hasFreeEmail(traits: JsonObject, broken: Broken): boolean {
  const { email } = traits;
  if (typeof email !== 'string') return false;
  const domain = email.slice(email.lastIndexOf('@') + 1).trim();
  if (broken('blocks-suffixes') && domain.endsWith('gmail.com')) return true;
  return freeDomains.has(broken('blocks-lowercase-domains-only') ? domain : domain.toLowerCase());
}
