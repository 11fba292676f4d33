/** The whole number that was typed, or null where it is none or is out of bounds. */
export function parseQuantity(
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | null {
  if (!/^\d{1,9}$/.test(text.trim())) return null;
  const quantity = Number(text);
  return quantity >= min && quantity <= max ? quantity : null;
}
