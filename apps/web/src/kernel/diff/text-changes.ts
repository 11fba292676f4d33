import { diffArrays } from 'diff';

/** A piece of text that both have, or one of them. */
export interface TextPiece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Work beyond which two texts count as wholly different, so that no page ever hangs. */
const maxEdits = 2000;

/** How one text became the other, word by word; words are found as the language writes them. */
export function wordChanges(before: string, after: string, language: string): TextPiece[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const words = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment);
  return piecesOf(words(before), words(after));
}

/** The same line by line; each piece has whole lines. */
export function lineChanges(before: string, after: string): TextPiece[] {
  const lines = (text: string) => text.replaceAll('\r\n', '\n').match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return piecesOf(lines(before), lines(after));
}

function piecesOf(before: readonly string[], after: readonly string[]): TextPiece[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: maxEdits });
  const pieces = changes?.map(({ added, removed, value }): TextPiece => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    return { kind, text: value.join('') };
  });
  const all = pieces ?? [
    { kind: 'removed', text: before.join('') },
    { kind: 'added', text: after.join('') },
  ];
  return all.filter(({ text }) => text !== '');
}
