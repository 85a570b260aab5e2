// The header's buttons to what explains the page and what runs in it.
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './help.module.css';

export function HelpButtons() {
  const openHelp = useAppStore((state) => state.openHelp);
  return (
    <div className={styles.buttons}>
      <IconButton icon="pulse" label="Diagnostics" onClick={() => openHelp('diagnostics')} />
      <IconButton icon="help" label="How it works" onClick={() => openHelp('howItWorks')} />
    </div>
  );
}
