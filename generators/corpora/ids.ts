/** IDs that a careless look-up takes for one another: each differs from another entry in what its reason names. */

export interface IdEntry {
  /** In the corpus, what follows the prefix of the run. */
  readonly id: string;
  /** The mistake that makes it equal to another entry. */
  readonly reason: string;
}

const LONG = 'x'.repeat(260);
const SEPARATED = 'a:b,c;d|e#f?g=h&i@j.k!l~m/';

/** Adding an entry is one line. Most are variants of `ada`, so that few IDs make many pairs. */
export const IDS: readonly IdEntry[] = [
  { id: 'ada', reason: 'what most others are mistaken for' },
  { id: 'ad', reason: 'a search for a prefix' },
  { id: 'Ada', reason: 'a collation without case (MySQL, SQL Server)' },
  { id: 'ada.', reason: 'trailing dots cut (file names of Windows)' },
  { id: 'ada ', reason: 'trailing spaces cut (PAD SPACE of SQL)' },
  { id: 'ada\u200b', reason: 'invisible characters removed' },
  { id: 'ada/', reason: 'a trailing slash cut (routers)' },
  { id: `${SEPARATED}1`, reason: 'cut at a separator (composite keys, lists, URLs, paths)' },
  { id: `${SEPARATED}2`, reason: 'cut at a separator (composite keys, lists, URLs, paths)' },
  { id: 'ad%', reason: 'a wildcard of LIKE' },
  { id: 'ad*', reason: 'a wildcard of a search engine or a glob, or a regular expression' },
  { id: 'a-b', reason: 'punctuation folded (slugs)' },
  { id: 'a_b', reason: 'punctuation folded (slugs), or a wildcard of LIKE' },
  { id: 'a b', reason: 'a space written as a plus' },
  { id: 'a+b', reason: 'a plus read as a space' },
  { id: 'a.b', reason: 'any character of a regular expression' },
  { id: 'a/b', reason: 'a path read as two parts' },
  { id: 'a%2Fb', reason: 'percent-decoded' },
  { id: "a'b", reason: 'quotes removed (SQL, CSV)' },
  { id: 'zoe', reason: 'accents folded' },
  { id: 'zo\u00eb', reason: 'accents folded, or Unicode form C' },
  { id: 'zoe\u0308', reason: 'Unicode form C' },
  { id: '\u0430da', reason: 'letters of another script folded' },
  { id: '\uff41da', reason: 'Unicode form KC' },
  { id: '👍', reason: 'characters above U+FFFF lost or made one' },
  { id: '👍🏽', reason: 'characters above U+FFFF lost or made one' },
  { id: `${LONG}1`, reason: 'cut after 64, 128 or 255 characters' },
  { id: `${LONG}2`, reason: 'cut after 64, 128 or 255 characters' },
];

/**
 * IDs of the forms that applications give, without any prefix: a number, a UUID and an address, each beside another that
 * a reader of this form takes for it.
 *
 * @param digest at least 32 hexadecimal digits, which decide all of them
 */
export function idsInForms(digest: string): readonly IdEntry[] {
  const number = BigInt(`0x1${digest.slice(0, 10)}`).toString();
  const uuid = digest.replace(/^(.{8})(.{4})(.{3})(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
  const mailbox = `ada.${digest.slice(0, 12)}@astrolabe-conformance.example`;
  return [
    { id: number, reason: 'read as a number' },
    { id: `0${number}`, reason: 'leading zeros cut' },
    { id: uuid.toLowerCase(), reason: 'a UUID read as its bytes' },
    { id: uuid.toUpperCase(), reason: 'a UUID read as its bytes' },
    { id: mailbox, reason: 'an address in lower case' },
    { id: mailbox.replace('ada', 'Ada'), reason: 'an address in lower case' },
  ];
}
