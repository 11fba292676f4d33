import { type NameFault, nameFault } from '@atelier/domain/kernel/name.ts';
import { maxNameLength, type NamesakeType } from '@atelier/domain/miniatures/types.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { errorWords } from '../../kernel/errors/error-words.ts';

/** Refusals that belong beside the name; all others are the dialog's. */
const aboutNames = new Set(['ERR_DUPLICATE_TYPE_NAME', 'ERR_VALIDATION']);

/** Which name was looked for, and the type that was found to read like it. */
interface Looked {
  readonly name: string;
  readonly namesake: NamesakeType | null;
}

/** What there is to say about a name; all null while there is nothing. */
export interface NameState {
  readonly value: string;
  readonly fault: NameFault | null;
  readonly namesake: NamesakeType | null;
  /** Words of a refusal by the server. */
  readonly refusal: string | null;
  readonly onChange: (name: string) => void;
}

/**
 * A name that is being typed, what is wrong with it, which type has it already, and what the server said
 * about it.
 *
 * @param besides the id of the type that is to get the name
 */
export function useName(initial: string, besides?: string) {
  const { i18n } = useTranslation();
  const client = useTRPCClient();
  const [name, setName] = useState(initial);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [tried, setTried] = useState(false);
  const [looked, setLooked] = useState<Looked | null>(null);
  const trimmed = name.trim();
  const fault = nameFault(name, maxNameLength);
  const namesake = looked?.name === trimmed ? looked.namesake : null;
  const isTaken = namesake?.name === trimmed;
  return {
    trimmed,
    /** Whether it would be a second type that reads like one that is there, which the user was told. */
    isSecond: namesake !== null && !isTaken,
    /**
     * Whether it can be sent; from this call on, the form says what is missing, and which type has a name
     * that reads like it. Submitting the same name once more counts as confirming it. Rejects when no
     * answer comes.
     */
    async check(): Promise<boolean> {
      setTried(true);
      if (fault !== null) return false;
      if (looked?.name === trimmed && !isTaken) return true;
      const found = await client.miniatures.namesake.query({ name: trimmed, besides });
      setLooked({ name: trimmed, namesake: found });
      return found === null;
    },
    /** Shows a refusal that is about the name; throws any other. */
    refuse(error: unknown): undefined {
      if (!aboutNames.has(callError(error).code)) throw error;
      setRefusal(error);
      setLooked(null);
    },
    /** Forgets what was said; keeps the name unless told. */
    calm(next = name): void {
      setName(next);
      setRefusal(null);
      setTried(false);
      setLooked(null);
    },
    /** For the field. */
    field: {
      value: name,
      fault: fault === 'empty' && !tried ? null : fault,
      namesake,
      refusal: refusal === null ? null : errorWords(i18n, refusal).text,
      onChange(next: string): void {
        setName(next);
        setRefusal(null);
      },
    } satisfies NameState,
  };
}
