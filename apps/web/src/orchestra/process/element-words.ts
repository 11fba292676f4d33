import type { ProcessElement } from '@atelier/domain/orchestra/bpmn/suite/process-elements.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface ElementWords {
  /** What an element is called: in the words of the file, else by what it is. */
  readonly name: (id: string) => string;
  readonly kind: (element: ProcessElement) => string;
  readonly find: (id: string) => ProcessElement | undefined;
}

/** Elements and ways as a person reads of them, in the language of the moment. */
export function useElementWords(elements: readonly ProcessElement[]): ElementWords {
  const { t } = useTranslation('orchestra-process');
  return useMemo(() => {
    const byId = new Map(elements.map((element) => [element.id, element]));
    const kind = ({ kind: of, trigger }: ProcessElement) =>
      trigger === 'none' ? t(`kinds.${of}`) : `${t(`kinds.${of}`)} (${t(`triggers.${trigger}`)})`;
    const node = (element: ProcessElement): string => {
      const { id, name, trigger, triggerName } = element;
      if (name !== '') return name;
      if (trigger !== 'none' && triggerName !== '') return triggerName;
      return `${kind(element)} ${id}`;
    };
    const name = (id: string): string => {
      const element = byId.get(id);
      if (element !== undefined && element.from === null) {
        const host = byId.get(element.attachedTo ?? '');
        return host === undefined ? node(element) : `${node(host)}: ${node(element)}`;
      }
      if (element !== undefined) {
        const { from, to, name: written, condition } = element;
        const [source, target] = [byId.get(from ?? ''), byId.get(to ?? '')];
        const ends = `${source ? node(source) : from} → ${target ? node(target) : to}`;
        const said = written || condition;
        return said === '' ? ends : `${ends} (${said})`;
      }
      // A way that is drawn as nothing: another round of `a` is `a:again`.
      const colon = id.lastIndexOf(':');
      const of = byId.get(id.slice(0, colon));
      return of === undefined ? id : `${node(of)} (${t('otherWay')})`;
    };
    return { name, kind, find: (id) => byId.get(id) };
  }, [elements, t]);
}
