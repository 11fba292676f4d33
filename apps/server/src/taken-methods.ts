import type { FastifyInstance } from 'fastify';

/** The methods that an address takes, in alphabetical order; none where nothing is there. */
export type MethodsOf = (path: string) => readonly string[];

/** Remembers what is registered from here on, to tell a wrong method from a wrong address. */
export function rememberMethods(app: FastifyInstance): MethodsOf {
  const routes: { readonly parts: readonly string[]; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    // What takes every address says nothing of one.
    if (!url.includes('*')) routes.push({ parts: partsOf(url), methods: [method].flat() });
  });
  return (path) => {
    const asked = partsOf(path);
    const found = routes.filter(({ parts }) => isAt(asked, parts));
    return [...new Set(found.flatMap(({ methods }) => methods))].sort();
  };
}

function partsOf(path: string): readonly string[] {
  return path.replace(/\/$/, '').split('/');
}

function isAt(asked: readonly string[], parts: readonly string[]): boolean {
  return (
    asked.length === parts.length &&
    parts.every((part, place) => part === asked[place] || part.startsWith(':'))
  );
}
