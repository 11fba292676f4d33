import { useEffect, useState } from 'react';

const pauseMs = 300;

/** A value as it was when it last stayed the same for a moment: while it changes, nothing is asked for it. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
