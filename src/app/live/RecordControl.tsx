// Records the panes as a film: starts, stops, and offers the file.
import { useEffect, useRef, useState } from 'react';
import { toProblem } from '../../store/problem.ts';
import { saveFile } from '../keep/saveFile.ts';
import { Button } from '../shared/Button.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './LiveBar.module.css';
import { startRecording, type Recording } from './recorder.ts';
import { useFilmTexts } from './useFilmTexts.ts';

export function RecordControl() {
  const isReady = useAppStore((state) => state.phase === 'ready');
  const texts = useFilmTexts();
  const recording = useRef<Recording | null>(null);
  const isOn = useAppStore((state) => state.isRecording);
  const setRecording = useAppStore((state) => state.setRecording);
  const [film, setFilm] = useState<Blob | null>(null);
  const [problem, setProblem] = useState('');

  useEffect(() => {
    if (isOn || !recording.current) return;
    const ended = recording.current;
    recording.current = null;
    void ended.stop().then(setFilm);
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
      recording.current = startRecording(texts);
      setRecording(true);
    } catch (error) {
      const { message, hint } = toProblem(error, 'frame');
      setProblem(`${message} ${hint}`);
    }
  };

  return (
    <span className={styles.recorder} data-on={isOn} role="group" aria-label="Recording">
      <Button onClick={() => (isOn ? setRecording(false) : start())} disabled={!isReady && !isOn}>
        {isOn ? 'Stop recording' : 'Record'}
      </Button>
      <span role="status">{isOn ? 'Recording' : ''}</span>
      {film && (
        <Button onClick={() => saveFile(film, `steeraway.${extensionOf(film)}`)}>
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

function extensionOf({ type }: Blob): string {
  return type.startsWith('video/mp4') ? 'mp4' : 'webm';
}
