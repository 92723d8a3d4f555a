/**
 * Numbers, booleans, arrays and a few texts. Left out because they are never graded: null, integers beyond 2^53. Arrays
 * with objects are in `objects.ts`, because only a SHOULD requires objects.
 */
import { COMPUTED_VALUES } from './computed-values.ts';
import type { Row } from './entry.ts';

const items = (count: number) => Array.from({ length: count }, (_, index) => (index * 7) % count);

const NUMBERS: readonly Row[] = [
  ['number_zero', 0, 'falsy in JavaScript, Python and PHP: dropped by `if (value)`'],
  ['number_one', 1, 'MySQL has no booleans: 1 comes back as true', true],
  ['number_minus_one', -1, 'a frequent marker for "not found"'],
  ['number_seven', 7, 'the type of the first value becomes the type of the column', '7'],
  ['number_to_zero', 5, 'an update with 0 is taken for no update', 0],
  ['number_ten', 10, 'trailing zeros are cut with those of decimals'],
  ['number_hundred', 100, 'trailing zeros are cut with those of decimals'],
  ['number_thousand', 1000, 'shortened to 1e3, or written as 1,000'],
  ['number_negative', -17, 'unsigned columns; `Math.abs`'],
  ['number_byte', 255, 'TINYINT UNSIGNED ends here', 256],
  ['number_signed_byte', 127, 'TINYINT ends here', 128],
  ['number_short', 32767, 'SMALLINT ends here', 32768],
  ['number_unsigned_short', 65535, 'SMALLINT UNSIGNED ends here', 65536],
  ['number_odd_float', 16777217, 'the first integer that single precision cannot hold'],
  ['number_int', 2147483647, 'INT ends here', 2147483648],
  ['number_int_negative', -2147483648, 'INT begins here', -2147483649],
  ['number_unsigned_int', 4294967295, 'INT UNSIGNED ends here; `>>> 0` wraps', 4294967296],
  ['number_beyond_int', 3000000000, '`| 0` makes it negative'],
  ['number_largest_safe', 9007199254740991, 'the largest integer that every JSON reader agrees on'],
  ['number_smallest_safe', -9007199254740991, 'the smallest integer that every JSON reader agrees on'],
  ['number_like_seconds', 1772273472, 'looks like a time in seconds, and is converted to a date'],
  [
    'number_like_milliseconds',
    1772273472345,
    'looks like a time in milliseconds, and is converted to a date',
  ],
  ['number_like_date', 20260228, 'looks like a date without separators'],
  ['number_like_year', 2026, 'looks like a year'],
  ['number_fraction', 830.25, 'integer columns cut it', 830],
  ['number_to_fraction', 12, 'a column that was created as an integer cuts later fractions', 12.5],
  ['number_half', 0.5, 'rounded to 0 or 1; printed as `.5`'],
  ['number_price', 19.99, 'comes back as 19.989999 from single precision'],
  ['number_tenth', 0.1, 'comes back as 0.10000000149 from single precision'],
  ['number_sum', 0.30000000000000004, '0.1 + 0.2: rounded by decimal columns'],
  ['number_three_decimals', 1.005, 'rounded to two places, as money'],
  ['number_four_decimals', 12.3456, 'rounded to two places, as money'],
  ['number_negative_fraction', -0.75, 'rounded towards zero, or away from it'],
  ['number_pi', Math.PI, 'cut to six digits by printf'],
  ['number_many_digits', 1234567.891234, 'cut to six or to ten significant digits'],
  ['number_small', 0.000001, 'the last power of ten that JavaScript writes without an exponent'],
  ['number_tiny', 1e-7, 'written with an exponent, which careless readers take for text'],
  ['number_tinier', 2.5e-10, 'rounded to 0 by decimal columns'],
  ['age', 41, 'a documented trait, stored as text'],
  ['employees', 329, 'a documented trait, stored as a range', 1001],
  ['revenue', 830.5, 'a documented property, stored in cents'],
  ['number_rate', 0.9999999, 'rounded to 1'],
];

const BOOLEANS: readonly Row[] = [
  ['boolean_true', true, 'stored as 1 or as "true"', 1],
  ['boolean_false', false, 'dropped as empty; stored as 0, "" or null', 0],
  ['boolean_to_false', true, 'an update with false is taken for no update', false],
  ['boolean_to_true', false, 'a value that was dropped as empty cannot be updated', true],
  ['boolean_to_text', true, 'a boolean column makes true of every text', 'false'],
];

const TEXTS: readonly Row[] = [
  ['text_plain', 'enterprise', 'the control: text that nothing damages'],
  ['text_one_letter', 'a', 'becomes an array of one on update, and back', ['a']],
  ['text_empty', '', 'Oracle stores it as null; many drop it as missing'],
  ['text_to_empty', 'x', 'an update with "" is taken for no update', ''],
  ['text_numeric', '0042', 'converted to a number, without its zeros'],
  ['text_to_number', '8', 'a text column makes text of every number', 8],
  ['text_true', 'true', 'converted to a boolean', true],
  ['text_date', '2026-02-28T10:11:12Z', 'converted to a date, and back with milliseconds'],
];

const ARRAYS: readonly Row[] = [
  ['array_of_text', ['b', 'a', 'c'], 'stored as a set, and sorted'],
  ['array_repeated', ['a', 'b', 'a'], 'stored as a set, without repeated members'],
  ['array_repeated_numbers', [1, 1, 1], 'stored as a set of one'],
  ['array_of_numbers', [3, 1, 2], 'sorted'],
  ['array_sorted_as_text', [9, 10, 1], 'sorted by JavaScript’s `sort`, which compares texts'],
  ['array_of_fractions', [0.5, 2.25, -1.75], 'an integer column for members'],
  ['array_of_booleans', [true, false, true], 'filtered of false'],
  ['array_of_cases', ['a', 'A', 'á'], 'members that a collation takes for one'],
  ['array_of_one', ['only'], 'unwrapped, as XML readers and some form libraries do', 'only'],
  ['array_of_one_number', [1], 'unwrapped', 1],
  ['array_of_one_false', [false], 'filtered, then dropped as empty'],
  ['array_of_one_empty', [''], 'filtered, then dropped as empty; `"".split(",")`'],
  ['array_empty', [], 'dropped as empty; comes back as "" or as an object from PHP'],
  ['array_with_empty_text', ['a', '', 'b'], 'filtered of empty members'],
  ['array_with_zero', [0, 1, 0, 2], 'filtered of falsy members'],
  ['array_of_falsy', [false, 0, ''], 'filtered of falsy members'],
  ['array_mixed', ['a', 1, true], 'all members converted to the type of the first'],
  ['array_number_and_digit', [1, '1'], 'members that `==` takes for one'],
  ['array_of_digits', ['1', '2', '03'], 'members converted to numbers'],
  ['array_of_commas', ['a,b', 'c'], 'joined with commas, and split at more of them'],
  ['array_of_quotes', ['say "a"', "it's"], 'quoted in a list literal of a database'],
  ['array_of_braces', ['{a}', '[b]', 'NULL'], 'the literal of a PostgreSQL array'],
  ['array_of_pipes', ['a|b', 'c;d', 'e f'], 'joined with another separator'],
  ['array_of_spaces', [' a ', 'b '], 'members trimmed after a split'],
  ['array_nested', [[1, 2], [3]], 'flattened'],
  ['array_nested_deep', [['a', ['b', ['c']]]], 'flattened, or cut at the second level'],
  ['array_nested_empty', [[], ['a']], 'filtered of empty members'],
  ['array_of_an_empty_array', [[]], 'flattened to nothing'],
  ['array_uneven', [[1], [2, 3], []], 'a matrix column pads it, or refuses it'],
  ['array_of_17', items(17), 'cut after sixteen'],
  ['array_of_33', items(33), 'cut after thirty-two'],
  ['array_of_101', items(101), 'cut after a hundred'],
  ['array_of_257', items(257), 'cut after 256'],
  ['array_shorter', ['eu', 'us'], 'appended to, or merged by position: ["us", "us"]', ['us']],
  ['array_longer', [1, 2], 'appended to: [1, 2, 1, 2, 3]', [1, 2, 3]],
  ['array_other', ['csv', 'pdf'], 'joined with the earlier members', ['xml']],
  ['array_to_empty', ['a'], 'an update with [] is taken for no update', []],
  ['array_turned', ['a', 'b'], 'the same members in another order are taken for no change', ['b', 'a']],
  ['array_doubled', ['a', 'b'], 'the same members are taken for no change', ['a', 'b', 'b']],
  ['array_to_text', ['a', 'b'], 'an array column wraps or refuses the text', 'a,b'],
  ['array_to_false', ['a', 'b'], 'a falsy value of another type', false],
  ['array_from_number', 3, 'a number column takes the length or the first member', [3, 4]],
];

/** Values by which types are told apart; none of them needs a clause about text. */
export const VALUES: readonly Row[] = [...NUMBERS, ...BOOLEANS, ...TEXTS, ...ARRAYS, ...COMPUTED_VALUES];
