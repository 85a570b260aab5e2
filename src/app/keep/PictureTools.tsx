// What can be done with a pane's picture: save it, copy it.
import { paneName } from '../../store/paneNames.ts';
import type { PaneSlot } from '../../store/paneSlots.ts';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore, useAppStoreApi } from '../shared/storeContext.ts';
import { copyPicture, savePicture } from './keepPicture.ts';
import styles from './PictureTools.module.css';

export function PictureTools({ slot }: { readonly slot: PaneSlot }) {
  const store = useAppStoreApi();
  const name = useAppStore(paneName(slot));
  const isEmpty = useAppStore((state) => state.panes[slot].shown === null);
  return (
    <>
      <span className={styles.roomy}>
        <IconButton
          icon="copy"
          label={`Copy the ${name} picture`}
          onClick={() => void copyPicture(store, slot)}
          disabled={isEmpty}
        />
      </span>
      <IconButton
        icon="download"
        label={`Save the ${name} picture as PNG`}
        onClick={() => void savePicture(store, slot)}
        disabled={isEmpty}
      />
    </>
  );
}
