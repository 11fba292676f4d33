const cyrillic = 'абвгдеёжзийклмнопрстуфхцчшщыэюяъь';
const latin = 'abvgdeejziiklmnoprstufhc4wwyexq';
const letters = new Map([...cyrillic].map((letter, place) => [letter, latin[place] ?? '']));

/** A text in small Latin letters, one for each Cyrillic one, as misspelt words are compared. */
export function latinLetters(text: string): string {
  return [...text.toLowerCase()].map((letter) => letters.get(letter) ?? letter).join('');
}
