// What a drag is: told from its types alone, as nothing else is known before the drop.
import { expect, it } from 'vitest';
import { dragKind, droppedPicture } from './droppedPicture.ts';

const file = (name: string, type: string) =>
  ({ kind: 'file', type, getAsFile: () => new File(['x'], name, { type }) }) as unknown as DataTransferItem;
const text = { kind: 'string', type: 'text/uri-list' } as unknown as DataTransferItem;
const transfer = (types: string[], ...items: DataTransferItem[]) => ({ types, items });

it.each([
  ['text', transfer(['text/plain'], text), 'nothing', null],
  ['a picture', transfer(['Files'], file('a.png', 'image/png')), 'picture', 'a.png'],
  [
    'a picture from a page',
    transfer(['text/uri-list', 'Files'], text, file('b.jpg', 'image/jpeg')),
    'picture',
    'b.jpg',
  ],
  [
    'two pictures',
    transfer(['Files'], file('a.png', 'image/png'), file('b.png', 'image/png')),
    'picture',
    'a.png',
  ],
  ['a folder', transfer(['Files'], file('sd-turbo', '')), 'files', null],
  [
    'a model with a picture',
    transfer(['Files'], file('a.png', 'image/png'), file('unet.onnx', '')),
    'files',
    null,
  ],
  ['files that the browser hides until the drop', transfer(['Files']), 'files', null],
] as const)('%s', (_, dragged, kind, picture) => {
  expect(dragKind(dragged)).toBe(kind);
  expect(droppedPicture(dragged)?.name ?? null).toBe(picture);
});

it('nothing is dragged', () => expect(dragKind(null)).toBe('nothing'));
