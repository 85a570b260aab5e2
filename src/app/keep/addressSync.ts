// The address follows the settings, and the settings follow Back and Forward.
import { applySettings } from '../../store/settings/applySettings.ts';
import { captureSettings } from '../../store/settings/captureSettings.ts';
import type { Settings, SettingsReading } from '../../store/settings/settings.ts';
import { settingsFromLink, settingsToLink } from '../../store/settings/settingsLink.ts';
import type { AppStore } from '../../store/index.ts';
import type { AddressBar } from './addressBar.ts';

/** Milliseconds without a change after which the next one is a new step for Back. */
export const REST = 1500;
/** Milliseconds between two writes: Safari refuses the 101st in 30 s. */
const WRITE = 400;
/** Milliseconds until a refused write is tried again. */
const REFUSED = 10_000;
/** Fields of a link that say where one looks: a pan or a dragged divider is no step of its own. */
const LOOKS: readonly string[] = ['wipe', 'zoom'];
/** Fields that an animation moves: all of it is one step. */
const PLAYS: readonly string[] = ['scale', 'seed'];

/**
 * What the address says is restored first. A step for Back begins with the first change after a rest, and with a change
 * of several settings at once: a preset, a restored picture; or with an animation. All else replaces the newest step,
 * where one looks always.
 * @returns ends it
 */
export function syncAddress(store: AppStore, address: AddressBar): () => void {
  const sync = new AddressSync(store, address);
  void sync.restore(true);
  const unsubscribe = store.subscribe(() => sync.follow());
  const unlisten = address.onReturn(() => void sync.restore(false));
  return () => {
    unsubscribe();
    unlisten();
    sync.forgetWrite();
  };
}

class AddressSync {
  readonly #store: AppStore;
  readonly #address: AddressBar;
  /** What the page opened with: an address without settings means that. */
  readonly #opened: Settings;
  /** Of the newest step, written or about to be. */
  #link: string;
  #changedAt = -Infinity;
  /** Restorations that run: what they change is in the address already. */
  #restoring = 0;
  /** The animation that plays has its step. */
  #hasPlayStep = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the timer will do. */
  #next: 'push' | 'replace' = 'replace';

  constructor(store: AppStore, address: AddressBar) {
    this.#store = store;
    this.#address = address;
    this.#opened = captureSettings(store.getState());
    this.#link = settingsToLink(this.#opened);
  }

  /** Takes a change of the settings to the address. */
  follow(): void {
    if (!this.#store.getState().isPlaying) this.#hasPlayStep = false;
    if (this.#restoring > 0) return;
    const next = this.#current();
    if (next === this.#link) return;
    const isStep = this.#isStep(changedFields(this.#link, next));
    if (isStep && this.#timer) this.#write(this.#next);
    this.#link = next;
    if (isStep) this.#write('push');
    else if (!this.#timer) this.#writeIn(WRITE, 'replace');
  }

  /** Takes the address to the settings. Never rejects. @param isOpening an address without settings changes nothing then */
  async restore(isOpening: boolean): Promise<void> {
    this.forgetWrite();
    this.#restoring++;
    let isOurs = false;
    try {
      const reading = settingsFromLink(this.#address.read());
      if (reading || !isOpening) await this.#apply(reading ?? { settings: this.#opened, notes: [] });
      isOurs = reading !== null;
    } catch (error) {
      this.#store.getState().tellProblem(error);
    } finally {
      this.#restoring--;
      this.#link = this.#current();
      this.#changedAt = -Infinity;
    }
    if (isOurs) this.#write('replace');
  }

  forgetWrite(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #apply({ settings, notes }: SettingsReading): Promise<void> {
    const details = [...notes, ...(await applySettings(this.#store, settings))];
    if (details.length > 0)
      this.#store.getState().tell('The link is restored, as far as it goes.', { details });
  }

  #isStep(changed: readonly string[]): boolean {
    if (changed.every((field) => LOOKS.includes(field))) return false;
    const hasRested = performance.now() - this.#changedAt > REST;
    this.#changedAt = performance.now();
    // Whatever else changes meanwhile is done by hand, and ends it.
    const isPlay = this.#store.getState().isPlaying && changed.every((field) => PLAYS.includes(field));
    if (!isPlay) return hasRested || changed.length > 1;
    const isFirst = !this.#hasPlayStep;
    this.#hasPlayStep = true;
    return isFirst;
  }

  /** Never throws: where the browser refuses, the address lags behind for a while. */
  #write(how: 'push' | 'replace'): void {
    this.forgetWrite();
    try {
      this.#address[how](this.#link);
    } catch {
      this.#writeIn(REFUSED, how);
    }
  }

  #writeIn(milliseconds: number, how: 'push' | 'replace'): void {
    this.#next = how;
    this.#timer = setTimeout(() => this.#write(how), milliseconds);
  }

  #current(): string {
    return settingsToLink(captureSettings(this.#store.getState()));
  }
}

/** The settings that differ between two links. */
function changedFields(a: string, b: string): readonly string[] {
  const [before, after] = [new URLSearchParams(a), new URLSearchParams(b)];
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key));
}
