export function TypePage() {
  return null;
}
