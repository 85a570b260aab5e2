// The address follows the settings, and the settings follow Back and Forward.
import { applySettings } from '../../store/settings/applySettings.ts';
import { captureSettings } from '../../store/settings/captureSettings.ts';
import { settingsFromLink, settingsToLink } from '../../store/settings/settingsLink.ts';
import type { AppStore } from '../../store/index.ts';
import type { AddressBar } from './addressBar.ts';

/** Milliseconds without a change after which the next one is a new step for Back. */
export const REST = 1500;
/** Milliseconds between two writes: browsers refuse hundreds of them in half a minute. */
const WRITE = 300;

/**
 * What the address says is restored first. A step for Back begins with the first change after a rest, and with a change
 * of several settings at once: a preset, a restored picture. All else replaces the newest step.
 * @returns ends it
 */
export function syncAddress(store: AppStore, address: AddressBar): () => void {
  const opened = captureSettings(store.getState());
  let link = settingsToLink(opened);
  let changedAt = -Infinity;
  let applying = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    address.replace(link);
  };

  const onChange = (): void => {
    if (applying > 0) return;
    const next = settingsToLink(captureSettings(store.getState()));
    if (next === link) return;
    const isStep = performance.now() - changedAt > REST || differences(link, next) > 1;
    changedAt = performance.now();
    if (isStep) {
      if (timer) write();
      address.push(next);
    }
    link = next;
    if (!isStep) timer ??= setTimeout(write, WRITE);
  };

  const restore = async (isOpening: boolean): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    applying++;
    try {
      const reading = settingsFromLink(address.read());
      if (!reading && isOpening) return;
      const { settings, notes } = reading ?? { settings: opened, notes: [] };
      const more = await applySettings(store, settings);
      if (reading) address.replace(settingsToLink(captureSettings(store.getState())));
      const all = [...notes, ...more];
      if (all.length > 0) store.getState().tell('The link is restored, as far as it goes.', { details: all });
    } catch (error) {
      store.getState().tellProblem(error);
    } finally {
      applying--;
      link = settingsToLink(captureSettings(store.getState()));
      changedAt = -Infinity;
    }
  };

  void restore(true);
  const unsubscribe = store.subscribe(onChange);
  const unlisten = address.onReturn(() => void restore(false));
  return () => {
    clearTimeout(timer);
    unsubscribe();
    unlisten();
  };
}

/** How many settings differ between two links. */
function differences(a: string, b: string): number {
  const [before, after] = [new URLSearchParams(a), new URLSearchParams(b)];
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key)).length;
}
