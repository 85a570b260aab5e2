// The panel of all models: a sheet on phones, a window on desks. It opens from the engine line, or when a folder is dropped.
import { useState } from 'react';
import type { LocalFile } from '../../protocol/library.ts';
import { useRestorePicture } from '../keep/useRestorePicture.ts';
import { Icon } from '../shared/Icon.tsx';
import { Sheet } from '../shared/Sheet.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { LocalModel } from './LocalModel.tsx';
import { ModelList } from './ModelList.tsx';
import styles from './ModelsDialog.module.css';
import { usePageDrop } from './usePageDrop.ts';

export function ModelsDialog() {
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
      {isOpen && (
        <Sheet title="Models" onClose={closeModels}>
          <ModelList added={added} />
          <LocalModel isDragging={dragged === 'files'} onFiles={(files) => void take(files)} />
          <NewsRegion news={news} />
        </Sheet>
      )}
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
