// Tells a picture, which brings settings, from a model's files: by the types that a drag shows before it is dropped.

export type DragKind = 'nothing' | 'files' | 'picture';

type Transfer = Pick<DataTransfer, 'types'> & { readonly items: Iterable<DataTransferItem> };

/** @returns `picture` where every file is one; a folder has no type, so a folder of pictures is `files` */
export function dragKind(transfer: Transfer | null): DragKind {
  if (!transfer?.types.includes('Files')) return 'nothing';
  const files = Array.from(transfer.items).filter(({ kind }) => kind === 'file');
  const isPicture = files.length > 0 && files.every(({ type }) => type.startsWith('image/'));
  return isPicture ? 'picture' : 'files';
}

/** @returns the first picture, `null` where the files are a model's */
export function droppedPicture(transfer: Transfer): File | null {
  if (dragKind(transfer) !== 'picture') return null;
  const first = Array.from(transfer.items).find(({ kind }) => kind === 'file');
  return first?.getAsFile() ?? null;
}
