// The history: a drawer at the right, a sheet on phones. The panes stay in sight beside it, and change with each click.
import { Dialog } from '../shared/Dialog.tsx';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './HistoryDrawer.module.css';
import { HistoryPictures } from './HistoryPictures.tsx';
import { OpenPicture } from './OpenPicture.tsx';
import { usePastedPicture } from './usePastedPicture.ts';
import { useRestorePicture } from './useRestorePicture.ts';

export function HistoryDrawer() {
  const isOpen = useAppStore((state) => state.historyOpen);
  const close = useAppStore((state) => state.closeHistory);
  const notice = useAppStore((state) => state.historyNotice);
  usePastedPicture(useRestorePicture());

  if (!isOpen) return null;
  return (
    <Dialog className={styles.drawer} labelledBy="history-title" onClose={close}>
      <div className={styles.panel}>
        <header className={styles.header}>
          <h2 id="history-title" className={styles.title}>
            History
          </h2>
          <OpenPicture />
          <IconButton icon="close" label="Close" onClick={close} />
        </header>
        {notice && <p className={styles.notice}>{notice}</p>}
        <HistoryPictures />
      </div>
    </Dialog>
  );
}
