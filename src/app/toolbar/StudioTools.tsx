// The quiet row under the pictures, which stay as large as they are: what can be done with them besides looking.
import { Icon, type IconName } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { ShortcutSheet } from '../shortcuts/ShortcutSheet.tsx';
import styles from './StudioTools.module.css';

export function StudioTools() {
  const exploreOpen = useAppStore((state) => state.exploreOpen);
  const openExplore = useAppStore((state) => state.openExplore);
  const closeExplore = useAppStore((state) => state.closeExplore);
  const liveOpen = useAppStore((state) => state.liveOpen);
  const toggleLiveBar = useAppStore((state) => state.toggleLiveBar);

  return (
    <div className={styles.tools} role="group" aria-label="Tools">
      <Tool
        icon="grid"
        text="Explore"
        isOn={exploreOpen}
        onClick={exploreOpen ? closeExplore : openExplore}
      />
      <Tool icon="play" text="Live" isOn={liveOpen} onClick={toggleLiveBar} />
      <div className={styles.keys}>
        <ShortcutSheet />
      </div>
    </div>
  );
}

interface ToolProps {
  readonly icon: IconName;
  readonly text: string;
  readonly isOn: boolean;
  readonly onClick: () => void;
}

function Tool({ icon, text, isOn, onClick }: ToolProps) {
  return (
    <button type="button" className={styles.tool} aria-expanded={isOn} onClick={onClick}>
      <Icon name={icon} size={16} />
      <span className={styles.text}>{text}</span>
    </button>
  );
}
