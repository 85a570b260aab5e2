// Says quietly that a newer version of the page is there. Nothing changes until the person wants it to.
import type { PageSlice } from '../../store/pageSlice.ts';
import { Button } from '../shared/Button.tsx';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './UpdateNotice.module.css';
import { applyUpdate } from './keepOffline.ts';

const SENTENCES: Readonly<Record<PageSlice['update'], string>> = {
  none: '',
  waiting: 'A newer version of Steeraway is ready. Prompts and settings stay as they are.',
  taken: 'Steeraway was updated in another tab. Reload this one, too: prompts and settings stay as they are.',
};

export function UpdateNotice() {
  const update = useAppStore((state) => state.update);
  return (
    <div role="status">
      {update !== 'none' && (
        <p className={styles.notice} data-notice data-update={update}>
          <Icon name="info" size={16} />
          <span>{SENTENCES[update]}</span>
          <Button onClick={() => void applyUpdate()}>Reload</Button>
        </p>
      )}
    </div>
  );
}
