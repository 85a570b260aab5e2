// Names the model that runs and opens the panel of all; tells of a download while the panel is closed.
import type { AppState } from '../../store/appState.ts';
import { nameOf } from '../../store/modelSlice.ts';
import { modelName } from '../../store/selectors.ts';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './ModelButton.module.css';

export function ModelButton() {
  const name = useAppStore(modelName);
  const openModels = useAppStore((state) => state.openModels);
  const isOpen = useAppStore((state) => state.modelsOpen);
  const failed = useAppStore(({ downloads, modelProblems }) => !hasAny(downloads) && hasAny(modelProblems));
  const aside = useAppStore(asideText);
  return (
    <button
      type="button"
      className={styles.button}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onClick={openModels}
    >
      {name !== null && <strong className={styles.name}>{name}</strong>}
      <span className={styles.aside} data-failed={failed}>
        {name === null ? 'Choose a model' : aside}
      </span>
      <Icon name="chevron" size={16} />
    </button>
  );
}

const hasAny = (record: object): boolean => Object.keys(record).length > 0;

/** The first download that runs, else the first that failed, else what the button is for. */
function asideText(state: AppState): string {
  const running = Object.entries(state.downloads)[0];
  if (running) {
    const [id, { progress }] = running;
    const share = progress && progress.totalBytes > 0 ? progress.loadedBytes / progress.totalBytes : 0;
    return `${nameOf(state, id)} ${Math.floor(share * 100)}%`;
  }
  const broken = Object.keys(state.modelProblems)[0];
  return broken === undefined ? 'change model' : `${nameOf(state, broken)}: failed`;
}
