/** A name has at most this many characters (code points), as the server counts them. */
export const maxNameLength = 255;

/** What is wrong with a name, as a key of the dictionary, or null. Blanks around it do not count. */
export function nameProblem(name: string): 'required' | 'long' | null {
  const trimmed = name.trim();
  if (trimmed === '') return 'required';
  return [...trimmed].length > maxNameLength ? 'long' : null;
}
