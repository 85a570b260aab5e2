// Save and copy: what the buttons of a pane do. Whatever was saved is remembered too.
import type { AppStore } from '../../store/index.ts';
import type { PaneSlot } from '../../store/paneSlots.ts';
import { encodePicture } from './encodePicture.ts';
import { ClipboardDeniedError, NoPictureError } from './errors.ts';
import { fileName } from './fileName.ts';
import { saveFile } from './saveFile.ts';
import { takePicture, toEntry } from './takePicture.ts';

/** Never rejects: a failure becomes a sentence on the page. */
export async function savePicture(store: AppStore, slot: PaneSlot): Promise<void> {
  try {
    const taken = await takePicture(store, slot);
    if (!taken) return;
    const files = await encodePicture(taken);
    const entry = toEntry(taken, Date.now());
    saveFile(files.png, fileName(entry));
    await store.getState().remember(entry, files);
  } catch (error) {
    store.getState().tellProblem(error);
  }
}

/** Keeps the picture in the history. @throws whatever taking it throws */
export async function rememberPicture(store: AppStore, slot: PaneSlot): Promise<void> {
  const taken = await takePicture(store, slot);
  if (!taken) return;
  await store.getState().remember(toEntry(taken, Date.now()), await encodePicture(taken));
}

/** Never rejects: a failure becomes a sentence; where the browser refuses, saving is offered instead. */
export async function copyPicture(store: AppStore, slot: PaneSlot): Promise<void> {
  const png = pngOf(store, slot);
  // The clipboard tells a picture that never came and a refusal alike.
  let failure: unknown;
  png.catch((error: unknown) => (failure = error));
  try {
    // The item takes a promise: Safari lets the page copy only in the very task of the click.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    store.getState().tell('Picture copied.');
  } catch (error) {
    if (failure !== undefined) {
      store.getState().tellProblem(failure);
      return;
    }
    const denied = new ClipboardDeniedError('pictures', 'Save it as a file instead.', { cause: error });
    store.getState().tellProblem(denied, { kind: 'save', slot });
  }
}

/** @throws NoPictureError; whatever taking the picture throws */
async function pngOf(store: AppStore, slot: PaneSlot): Promise<Blob> {
  const taken = await takePicture(store, slot);
  if (!taken) throw new NoPictureError();
  return (await encodePicture(taken)).png;
}

/** Never rejects. The address bar has the link too. */
export async function copyLink(store: AppStore, link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    store.getState().tell('Link copied.', {
      details: ['It holds the prompts and settings; whoever opens it draws the picture anew.'],
    });
  } catch (error) {
    const instead = 'The same link is in the address bar: copy it from there.';
    store.getState().tellProblem(new ClipboardDeniedError('the link', instead, { cause: error }));
  }
}
