// The list of shortcuts, in a dialog that its own shortcut opens too.
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { SHORTCUTS } from './shortcuts.ts';
import styles from './ShortcutSheet.module.css';
import { useShortcuts } from './useShortcuts.ts';

export function ShortcutSheet() {
  useShortcuts();
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = useAppStore((state) => state.shortcutsOpen);
  const toggle = useAppStore((state) => state.toggleShortcuts);

  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== '?') return;
    event.preventDefault(); // or the page's handler would open it again
    dialog.current?.close();
  };

  return (
    <>
      <IconButton icon="keyboard" label="Keyboard shortcuts" onClick={toggle} />
      <dialog
        ref={dialog}
        className={styles.dialog}
        aria-labelledby="shortcuts-title"
        onClose={() => {
          if (isOpen) toggle();
        }}
        onKeyDown={onKeyDown}
      >
        <header className={styles.header}>
          <h2 id="shortcuts-title" className={styles.title}>
            Keyboard shortcuts
          </h2>
          <IconButton icon="close" label="Close the shortcuts" onClick={() => dialog.current?.close()} />
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
      </dialog>
    </>
  );
}
