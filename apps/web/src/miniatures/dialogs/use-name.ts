import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kernel/errors/error-words.ts';
import { nameProblem } from './type-name.ts';

/** A name that is being typed, what is wrong with it, and what the server said to it. */
export function useName(initial: string) {
  const { i18n } = useTranslation();
  const [name, setName] = useState(initial);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [tried, setTried] = useState(false);
  return {
    trimmed: name.trim(),
    /** Whether it can be sent; from here on what is missing is told. */
    check(): boolean {
      setTried(true);
      return nameProblem(name) === null;
    },
    refuse: setRefusal,
    /** Forgets what was said; keeps the name unless told. */
    calm(next = name): void {
      setName(next);
      setRefusal(null);
      setTried(false);
    },
    /** For the field. */
    field: {
      value: name,
      strict: tried,
      refusal: refusal === null ? null : errorWords(i18n, refusal).text,
      onChange(next: string): void {
        setName(next);
        setRefusal(null);
      },
    },
  };
}
