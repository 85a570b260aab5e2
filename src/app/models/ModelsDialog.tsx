// The panel of all models: a sheet on phones, a window on desks. It opens from the engine line, or when a folder is dropped.
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import type { LocalFile } from '../../protocol/library.ts';
import { useRestorePicture } from '../keep/useRestorePicture.ts';
import { Icon } from '../shared/Icon.tsx';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { LocalModel } from './LocalModel.tsx';
import { ModelList } from './ModelList.tsx';
import styles from './ModelsDialog.module.css';
import { usePageDrop } from './usePageDrop.ts';

export function ModelsDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = useAppStore((state) => state.modelsOpen);
  const news = useAppStore((state) => state.modelNews);
  const openModels = useAppStore((state) => state.openModels);
  const closeModels = useAppStore((state) => state.closeModels);
  const addLocalFiles = useAppStore((state) => state.addLocalFiles);
  /** The folder that was taken last: its row gets the focus. */
  const [added, setAdded] = useState<string | null>(null);

  const take = async (files: readonly LocalFile[] | Promise<readonly LocalFile[]>): Promise<void> => {
    openModels();
    setAdded(null);
    setAdded(await addLocalFiles(files));
  };
  const restorePicture = useRestorePicture();
  const dragged = usePageDrop({ onFiles: (files) => void take(files), onPicture: restorePicture });

  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);

  const closeFromBackdrop = (event: PointerEvent): void => {
    if (event.target === event.currentTarget) closeModels();
  };

  return (
    <>
      {dragged === 'files' && !isOpen && (
        <p className={styles.dropHere}>
          <Icon name="folder" size={28} />
          Drop a model’s folder to use it here
        </p>
      )}
      {dragged === 'picture' && (
        <p className={styles.dropHere}>
          <Icon name="picture" size={28} />
          Drop the picture to bring back its prompts and settings
        </p>
      )}
      {/* While the panel is open, all outside of it is inert: the news is told inside. */}
      <NewsRegion news={isOpen ? '' : news} />
      <dialog
        ref={dialog}
        className={styles.dialog}
        aria-labelledby="models-title"
        onClose={closeModels}
        onPointerDown={closeFromBackdrop}
      >
        {isOpen && (
          <div className={styles.panel}>
            <header className={styles.header}>
              <h2 id="models-title" className={styles.title}>
                Models
              </h2>
              <IconButton icon="close" label="Close" onClick={closeModels} />
            </header>
            <div className={styles.body}>
              <ModelList added={added} />
              <LocalModel isDragging={dragged === 'files'} onFiles={(files) => void take(files)} />
            </div>
            <NewsRegion news={news} />
          </div>
        )}
      </dialog>
    </>
  );
}

function NewsRegion({ news }: { readonly news: string }) {
  return (
    <p className="visuallyHidden" role="status">
      {news}
    </p>
  );
}
