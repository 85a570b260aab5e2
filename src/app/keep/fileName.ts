// What a saved picture is called: what it shows, without what, how, and from which seed.
import { namedCheckpoint, type EntryFacts } from '../../store/history/historyShelf.ts';

/** Characters of one prompt. */
const LONGEST = 40;

/** @returns e.g. `animal-without-cat-nasa-1.00-seed14.png`; only letters, digits, `-` and `.` of any script */
export function fileName(picture: EntryFacts): string {
  const { mode, settings } = picture;
  const { positive, negative, scale, seed } = settings;
  const isSteered = mode !== 'none' && scale > 0 && negative.trim() !== '';
  const parts = [
    slug(positive) || 'anything',
    ...(isSteered ? ['without', slug(negative), mode, scale.toFixed(2)] : [mode]),
    slug(namedCheckpoint(picture) ?? ''),
    `seed${seed}`,
  ];
  return `${parts.filter((part) => part !== '').join('-')}.png`;
}

/** A second file of the same name gets a number, as browsers do it. @param taken grows by the result */
export function uniqueName(name: string, taken: Set<string>): string {
  const [stem] = name.split(/\.png$/);
  let unique = name;
  for (let copy = 2; taken.has(unique); copy++) unique = `${stem}-${copy}.png`;
  taken.add(unique);
  return unique;
}

function slug(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return Array.from(words).slice(0, LONGEST).join('').replace(/-$/, '');
}
