/** IDs that a careless look-up takes for one another: each differs from another entry in what its reason names. */

interface IdEntry {
  /** Follows the prefix of the run, so what an ID begins with cannot be varied. */
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
  { id: '7', reason: 'read as a number' },
  { id: '07', reason: 'leading zeros cut' },
  { id: '7.0', reason: 'read as a number' },
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
