// Records the panes as a film: starts, stops, and offers the file.
import { useEffect, useRef, useState } from 'react';
import { toProblem } from '../../store/problem.ts';
import { saveFile } from '../keep/saveFile.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import type { Recording } from './filmCanvas.ts';
import { FILM_KINDS, filmFileName, startRecording, type FilmKind } from './films.ts';
import styles from './LiveBar.module.css';
import { useFilmTexts } from './useFilmTexts.ts';

type Step = 'idle' | 'recording' | 'finishing';

const STEP_TEXTS: Readonly<Record<Step, string>> = {
  idle: '',
  recording: 'Recording',
  finishing: 'Writing the film…',
};

export function RecordControl() {
  const isReady = useAppStore((state) => state.phase === 'ready');
  const texts = useFilmTexts();
  const recording = useRef<Recording | null>(null);
  const isOn = useAppStore((state) => state.isRecording);
  const setRecording = useAppStore((state) => state.setRecording);
  const [kind, setKind] = useState<FilmKind>('video');
  const [isFinishing, setFinishing] = useState(false);
  const [film, setFilm] = useState<Blob | null>(null);
  const [problem, setProblem] = useState('');
  const step: Step = isOn ? 'recording' : isFinishing ? 'finishing' : 'idle';
  const tell = (error: unknown): void => {
    const { message, hint } = toProblem(error, 'frame');
    setProblem(`${message} ${hint}`);
  };

  useEffect(() => {
    if (isOn || !recording.current) return;
    const ended = recording.current;
    recording.current = null;
    setFinishing(true);
    void ended
      .stop()
      .then(setFilm, tell)
      .finally(() => setFinishing(false));
  }, [isOn]);

  useEffect(
    () => () => {
      recording.current?.drop();
      recording.current = null;
      setRecording(false);
    },
    [setRecording],
  );

  const start = (): void => {
    setFilm(null);
    setProblem('');
    try {
      recording.current = startRecording(kind, texts);
      setRecording(true);
    } catch (error) {
      tell(error);
    }
  };

  return (
    <span className={styles.recorder} data-on={isOn} role="group" aria-label="Recording">
      {step === 'idle' && (
        <Choice label="Film as" look="field" options={FILM_KINDS} value={kind} onChange={setKind} />
      )}
      <Button
        onClick={() => (isOn ? setRecording(false) : start())}
        disabled={step === 'finishing' || (!isReady && !isOn)}
      >
        {isOn ? 'Stop recording' : 'Record'}
      </Button>
      <span role="status">{STEP_TEXTS[step]}</span>
      {film && (
        <Button onClick={() => saveFile(film, filmFileName(film))}>
          Save film, {(film.size / 1e6).toFixed(1)} MB
        </Button>
      )}
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
