// Hears the keys of the whole page and does what the registry says.
import { useEffect } from 'react';
import { useAppStoreApi } from '../shared/storeContext.ts';
import { SHORTCUTS, type GlobalShortcut, type Shortcut } from './shortcuts.ts';

const TEXT =
  'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, [contenteditable="true"]';
const CONTROL = `${TEXT}, input:not([type="range"]), select, button, a, summary`;

/** The elements that keep a key to themselves. */
const KEEPERS: Readonly<Record<GlobalShortcut['where'], string>> = {
  anywhere: ':not(*)',
  outsideText: TEXT,
  outsideControls: CONTROL,
  outsideSliders: `${CONTROL}, input`,
};

export function useShortcuts(): void {
  const store = useAppStoreApi();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const global = shortcutOf(event);
      if (!global || global.isNeeded?.(store.getState()) === false) return;
      // Held down too, or a held Space would scroll the page.
      event.preventDefault();
      if (!event.repeat || global.repeats) global.run(store.getState(), event.shiftKey);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
}

/** A dialog or a popover has the page to itself, and an element that has taken the key keeps it. */
function shortcutOf(event: KeyboardEvent): GlobalShortcut | undefined {
  if (event.defaultPrevented || event.isComposing || event.altKey) return undefined;
  if (document.querySelector('dialog[open], :popover-open')) return undefined;
  const target = event.target instanceof Element ? event.target : document.body;
  const shortcuts: readonly Shortcut[] = SHORTCUTS;
  return shortcuts.find(({ global }) => global && isFor(global, event, target))?.global;
}

function isFor(
  { key, withControl = false, where }: GlobalShortcut,
  event: KeyboardEvent,
  target: Element,
): boolean {
  if (event.key !== key || withControl !== (event.ctrlKey || event.metaKey)) return false;
  return !target.matches(KEEPERS[where]);
}
