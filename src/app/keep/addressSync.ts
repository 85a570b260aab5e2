// The address follows the settings, and the settings follow Back and Forward.
import { applySettings } from '../../store/settings/applySettings.ts';
import { captureSettings } from '../../store/settings/captureSettings.ts';
import type { Settings, SettingsReading } from '../../store/settings/settings.ts';
import { settingsFromLink, settingsToLink } from '../../store/settings/settingsLink.ts';
import type { AppStore } from '../../store/index.ts';
import type { AddressBar } from './addressBar.ts';

/** Milliseconds without a change after which the next one is a new step for Back. */
export const REST = 1500;
/** Milliseconds between two writes: browsers refuse hundreds of them in half a minute. */
const WRITE = 300;
/** Fields of a link that say where one looks: a pan or a dragged divider is no step of its own. */
const LOOKS: readonly string[] = ['wipe', 'zoom'];

/**
 * What the address says is restored first. A step for Back begins with the first change after a rest, and with a change
 * of several settings at once: a preset, a restored picture. All else replaces the newest step, where one looks always.
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
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: AppStore, address: AddressBar) {
    this.#store = store;
    this.#address = address;
    this.#opened = captureSettings(store.getState());
    this.#link = settingsToLink(this.#opened);
  }

  /** Takes a change of the settings to the address. */
  follow(): void {
    if (this.#restoring > 0) return;
    const next = this.#current();
    if (next === this.#link) return;
    const changed = changedFields(this.#link, next);
    const isLook = changed.every((field) => LOOKS.includes(field));
    const hasRested = performance.now() - this.#changedAt > REST;
    const isStep = !isLook && (hasRested || changed.length > 1);
    if (!isLook) this.#changedAt = performance.now();
    if (isStep) {
      if (this.#timer) this.#write();
      this.#address.push(next);
    }
    this.#link = next;
    if (!isStep) this.#timer ??= setTimeout(() => this.#write(), WRITE);
  }

  /** Takes the address to the settings. Never rejects. @param isOpening an address without settings changes nothing then */
  async restore(isOpening: boolean): Promise<void> {
    this.forgetWrite();
    this.#restoring++;
    try {
      const reading = settingsFromLink(this.#address.read());
      if (reading || !isOpening) await this.#apply(reading ?? { settings: this.#opened, notes: [] });
      if (reading) this.#address.replace(this.#current());
    } catch (error) {
      this.#store.getState().tellProblem(error);
    } finally {
      this.#restoring--;
      this.#link = this.#current();
      this.#changedAt = -Infinity;
    }
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

  #write(): void {
    this.forgetWrite();
    this.#address.replace(this.#link);
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
