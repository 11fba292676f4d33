import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where scripts lie compiled, by the paths of their sources. */
    programs: Readonly<Record<string, string>>;
  }
}

/** Node's arguments that run a script of the checkout, given by its absolute path. */
export function programArguments(script: string): readonly string[] {
  const compiled = inject('programs')[script];
  return compiled === undefined ? ['--import', 'tsx', script] : [compiled];
}
