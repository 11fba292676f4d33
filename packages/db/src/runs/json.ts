/** What a jsonb column holds: older programs wrote there whatever they liked. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };
