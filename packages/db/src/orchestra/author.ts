/** For columns that say who did it: the house itself and programs of tests are nobody's account. */
export function authorId(actor: { readonly id: string; readonly kind: string }): string | null {
  return actor.kind === 'user' && uuid.test(actor.id) ? actor.id : null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
