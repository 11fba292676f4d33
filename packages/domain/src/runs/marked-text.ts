/** Around a word that was looked for, in what a search gives. */
export const hitStart = '⟦';
export const hitEnd = '⟧';

export interface MarkedPiece {
  readonly text: string;
  readonly isHit: boolean;
}

/** A text with marks in pieces. */
export function markedPieces(text: string): readonly MarkedPiece[] {
  return text
    .split(/(⟦[^⟦⟧]*⟧)/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.startsWith(hitStart) && piece.endsWith(hitEnd)
        ? { text: piece.slice(1, -1), isHit: true }
        : { text: piece, isHit: false },
    );
}
