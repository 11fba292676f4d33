/** Which way of a migration is run. */
export type Direction = 'up' | 'down';
