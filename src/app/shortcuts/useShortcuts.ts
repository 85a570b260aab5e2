// Hears the keys of the whole page and does what the registry says.
import { useContext, useEffect } from 'react';
import { StoreContext } from '../shared/storeContext.ts';
import { SHORTCUTS, type Shortcut } from './shortcuts.ts';

const TEXT =
  'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, [contenteditable="true"]';
const CONTROL = `${TEXT}, input, select, button, a, summary, [tabindex]`;

export function useShortcuts(): void {
  const store = useContext(StoreContext);
  useEffect(() => {
    if (!store) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const global = shortcutOf(event);
      if (!global || global.isNeeded?.(store.getState()) === false) return;
      event.preventDefault();
      global.run(store.getState());
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
}

/** A dialog or a popover has the page to itself, and an element that has taken the key keeps it. */
function shortcutOf(event: KeyboardEvent): Shortcut['global'] {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.altKey) return undefined;
  if (document.querySelector('dialog[open], :popover-open')) return undefined;
  const target = event.target instanceof Element ? event.target : document.body;
  const shortcuts: readonly Shortcut[] = SHORTCUTS;
  return shortcuts.find(({ global }) => global && isFor(global, event, target))?.global;
}

function isFor(
  { key, withControl = false, where }: NonNullable<Shortcut['global']>,
  event: KeyboardEvent,
  target: Element,
): boolean {
  if (event.key !== key || withControl !== (event.ctrlKey || event.metaKey)) return false;
  return where === 'anywhere' || !target.matches(where === 'unfocused' ? CONTROL : TEXT);
}
