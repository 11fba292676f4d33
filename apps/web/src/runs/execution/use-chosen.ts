import { useCallback, useState } from 'react';

/** The items that were chosen, for one result or one assignee. */
export function useChosen() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = useCallback((itemId: string, isChosen: boolean) => {
    setChosen((now) => {
      const next = new Set(now);
      if (isChosen) next.add(itemId);
      else next.delete(itemId);
      return next;
    });
  }, []);
  const chooseOnly = (itemIds: readonly string[]) => setChosen(new Set(itemIds));
  return { chosen, choose, chooseOnly };
}
