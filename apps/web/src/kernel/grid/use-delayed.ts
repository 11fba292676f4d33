import { useEffect, useRef, useState } from 'react';

const pauseMs = 150;

/** A text that is told on after a pause in typing; what comes from outside takes its place. */
export function useDelayed(value: string, tell: (text: string) => void) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === told.current) return;
    const timer = setTimeout(() => {
      told.current = trimmed;
      latest.current(trimmed);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText] as const;
}
