const gatherMs = 80;

/** What changed elsewhere: rows with these ids, or null for anything in the area. */
type Ids = readonly string[] | null;

/** Gathers changes for 80 ms, so that a burst of them costs one round of reading. */
export function gathered(flush: (ids: Ids) => void): (ids: Ids) => void {
  let all: ReadonlySet<string> | null | undefined;
  return (ids) => {
    if (all === undefined) {
      setTimeout(() => {
        const now = all;
        all = undefined;
        if (now !== undefined) flush(now && [...now]);
      }, gatherMs);
    }
    all = all === null || ids === null ? null : new Set([...(all ?? []), ...ids]);
  };
}
