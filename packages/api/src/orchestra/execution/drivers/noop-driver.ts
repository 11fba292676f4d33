import type { Driver } from './driver.ts';

/** Does nothing, so that there is something to assert at. */
export const noopDriver: Driver = {
  onlyReads: () => true,
  perform: async () => ({ output: {}, sent: {} }),
};
