// Live: play through the settings, and record what the panes show.
import {
  LIVE_MOTIONS,
  LIVE_SPEEDS,
  WALK_RANGE,
  type LiveMotion,
  type LiveSpeed,
} from '../../store/livePace.ts';
import { Choice } from '../shared/Choice.tsx';
import { IconButton } from '../shared/IconButton.tsx';
import { NumberField } from '../shared/NumberField.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './LiveBar.module.css';
import { RecordControl } from './RecordControl.tsx';
import { useLivePlayer } from './useLivePlayer.ts';

const MOTION_NAMES: Readonly<Record<LiveMotion, string>> = {
  scale: 'Scale, to and fro',
  seeds: 'Seeds, one by one',
  both: 'Scale and seeds',
};
const SPEED_NAMES: Readonly<Record<LiveSpeed, string>> = { slow: 'Slow', normal: 'Normal', fast: 'Fast' };

export function LiveBar() {
  useLivePlayer();
  const isOpen = useAppStore((state) => state.liveOpen);
  return isOpen ? <Controls /> : null;
}

function Controls() {
  const isPlaying = useAppStore((state) => state.isPlaying);
  const isReady = useAppStore((state) => state.phase === 'ready');
  const motion = useAppStore((state) => state.liveMotion);
  const speed = useAppStore((state) => state.liveSpeed);
  const seedLocked = useAppStore((state) => state.seedLocked);
  const toggleLive = useAppStore((state) => state.toggleLive);
  const toggleLiveBar = useAppStore((state) => state.toggleLiveBar);
  const setLive = useAppStore((state) => state.setLive);

  return (
    <section className={styles.bar} aria-label="Live" data-playing={isPlaying}>
      <IconButton
        icon={isPlaying ? 'pause' : 'play'}
        label={isPlaying ? 'Pause' : 'Play'}
        onClick={toggleLive}
        disabled={!isReady}
      />
      <Choice
        label="What moves"
        look="field"
        options={LIVE_MOTIONS.map((value) => ({ value, text: MOTION_NAMES[value] }))}
        value={motion}
        onChange={(liveMotion) => setLive({ liveMotion })}
      />
      {motion !== 'seeds' && (
        <Choice
          label="Speed"
          look="field"
          options={LIVE_SPEEDS.map((value) => ({ value, text: SPEED_NAMES[value] }))}
          value={speed}
          onChange={(liveSpeed) => setLive({ liveSpeed })}
        />
      )}
      {motion !== 'scale' && (seedLocked ? <LockedNote motion={motion} /> : <WalkField />)}
      <RecordControl />
      <span className={styles.end}>
        <IconButton icon="close" label="Close Live" onClick={toggleLiveBar} />
      </span>
    </section>
  );
}

function LockedNote({ motion }: { readonly motion: LiveMotion }) {
  return (
    <p className={styles.note}>
      The seed is locked: {motion === 'both' ? 'only the scale moves.' : 'nothing moves.'}
    </p>
  );
}

function WalkField() {
  const picturesPerSeed = useAppStore((state) => state.picturesPerSeed);
  const setLive = useAppStore((state) => state.setLive);
  return (
    <div className={styles.walk}>
      <NumberField
        label={WALK_RANGE.name}
        className={styles.number}
        value={picturesPerSeed}
        range={WALK_RANGE}
        onChange={(pictures) => setLive({ picturesPerSeed: pictures })}
        messageClassName={styles.message}
      />
      pictures a seed
    </div>
  );
}
