// What another version of the page has written is listed where it can be read.
import { describe, expect, it } from 'vitest';
import type { HistoryEntry, HistoryShelf } from './historyShelf.ts';
import { MemoryShelf } from './memoryShelf.ts';
import { settingsOf, entryOf, storeOn } from '../testing/historyRig.ts';

describe('a shelf that another version of the page wrote to', () => {
  /** @param stored of whatever shape */
  async function listed(stored: readonly unknown[]) {
    const list = async () => stored as readonly HistoryEntry[];
    const shelf: HistoryShelf = Object.assign(new MemoryShelf(), { list });
    const history = storeOn(async () => shelf);
    await history.refreshHistory();
    return history.state().entries;
  }

  it('lists what is readable, and leaves out the rest', async () => {
    const whole = entryOf('x', 3);
    const without = (name: string) => ({ ...whole, settings: { ...whole.settings, [name]: undefined } });
    const broken = [
      ...[null, 7, {}, { id: 'x' }, { ...whole, settings: null }, { ...whole, settings: [] }],
      ...[
        { ...whole, mode: 'warp' },
        { ...whole, mode: 'toString' },
        { ...whole, createdAt: NaN },
      ],
      ...['positive', 'negative', 'scale', 'seed'].map(without),
      ...[
        { ...whole, checkpoint: 7 },
        { ...whole, settings: { ...whole.settings, checkpoints: null } },
      ],
    ];
    const readable = [entryOf('a', 1), entryOf('b', 2)];
    expect(await listed([...broken, ...readable])).toEqual(readable.toReversed());
    for (const entry of broken) expect(await listed([entry]), JSON.stringify(entry)).toEqual([]);
  });

  it('lists what an older one wrote, and a newer one that only knows more', async () => {
    const older = entryOf('a', 1);
    const newer = {
      ...entryOf('b', 2),
      ...{ rating: 5, checkpoint: 'x', settings: { ...settingsOf('b'), version: 2, shape: 'wide' } },
    };
    expect(await listed([older, newer])).toEqual([newer, older]);
  });
});
