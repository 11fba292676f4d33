/** Texts by their keys. */
export interface Dictionary {
  readonly [key: string]: string | Dictionary;
}

/** The four forms of a Russian plural stand beside English's two (CLDR: one, few, many, other). */
type FurtherForms<Key> = Key extends `${infer Base}_other` ? `${Base}_few` | `${Base}_many` : never;

/**
 * What a translation of an English dictionary must have: every key, and for every plural all four forms. A
 * missing key, or one too many, does not compile.
 */
export type Translation<English> = {
  readonly [Key in keyof English | FurtherForms<keyof English>]: Key extends keyof English
    ? English[Key] extends string
      ? string
      : Translation<English[Key]>
    : string;
};
