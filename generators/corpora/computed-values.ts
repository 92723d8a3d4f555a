/** Values of computed traits. Engage sends one in a call, so that each row costs two calls. */
import type { Row } from './entry.ts';

/** The first value of a computed trait, and the value that replaces it. */
export const COMPUTED_VALUES: readonly Row[] = [
  ['computed_count', 3, 'a later count is added, or ignored', 4],
  ['computed_count_to_zero', 12, 'an update with 0 is taken for no update', 0],
  ['computed_sum', 830.5, 'an update with 0 is taken for no update', 0],
  ['computed_sum_to_fraction', 12, 'an integer column cuts later fractions', 12.75],
  ['computed_average', 0, 'a first value of 0 is dropped', -0.5],
  ['computed_text', 'Pro Annual', 'the first value is kept', 'Pro Monthly'],
  ['computed_text_to_empty', 'csv', 'an update with "" is taken for no update', ''],
  ['computed_text_from_empty', '', 'a first value of "" is dropped', 'csv'],
  ['computed_boolean', true, 'an update with false is taken for no update', false],
  ['computed_boolean_from_false', false, 'taken for leaving an audience', true],
  ['computed_list', ['csv', 'pdf'], 'joined with the earlier members', ['pdf']],
  ['computed_list_to_empty', ['csv'], 'an update with [] is taken for no update', []],
  ['computed_list_turned', ['a', 'b', 'a'], 'sorted, or stored as a set', ['b', 'a', 'b']],
  ['computed_number_to_text', 7, 'the type of the first value is kept', '7 days'],
  ['computed_number_to_list', 1, 'the type of the first value is kept', ['one', 'two']],
  ['computed_text_to_number', 'none', 'the type of the first value is kept', 5],
  ['computed_list_to_text', ['a'], 'appended to the list', 'b'],
  ['computed_boolean_to_number', true, 'converted to a boolean', 2],
];
