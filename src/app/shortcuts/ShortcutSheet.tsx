// The list of shortcuts, in a dialog that its own shortcut opens too.
import type { KeyboardEvent } from 'react';
import { Dialog } from '../shared/Dialog.tsx';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { SHORTCUTS } from './shortcuts.ts';
import styles from './ShortcutSheet.module.css';
import { useShortcuts } from './useShortcuts.ts';

export function ShortcutSheet() {
  useShortcuts();
  const isOpen = useAppStore((state) => state.shortcutsOpen);
  const open = useAppStore((state) => state.openShortcuts);
  const close = useAppStore((state) => state.closeShortcuts);
  return (
    <>
      <IconButton icon="keyboard" label="Keyboard shortcuts" onClick={open} />
      {isOpen && <Shortcuts onClose={close} />}
    </>
  );
}

function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== '?') return;
    event.preventDefault(); // or the page's handler would open it again
    onClose();
  };
  return (
    <Dialog className={styles.dialog} labelledBy="shortcuts-title" onClose={onClose} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <h2 id="shortcuts-title" className={styles.title}>
          Keyboard shortcuts
        </h2>
        <IconButton icon="close" label="Close the shortcuts" onClick={onClose} />
      </header>
      <dl className={styles.list}>
        {SHORTCUTS.map(({ keys, text }) => (
          <div key={text} className={styles.line}>
            <dt className={styles.keys}>
              {keys.map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className={styles.text}>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
