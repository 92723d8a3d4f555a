/** Where a repair keeps the new database until it takes the place of the old one. */

/** While it is built. */
export const UNFINISHED = 'repair-unfinished';
/** When it is complete. */
export const BUILT = 'repair-built';
/** When the files of the old one are out of its way. */
export const MOVING = 'repair-moving';
