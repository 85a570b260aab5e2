// The keyboard shortcuts as data: what the handler does, and what the sheet says of them.
import type { AppState } from '../../store/appState.ts';

export interface Shortcut {
  /** As the sheet writes them. */
  readonly keys: readonly string[];
  /** What it does, in a few words. */
  readonly text: string;
  /** Of those that work anywhere; the others belong to the element that has the focus. */
  readonly global?: GlobalShortcut;
}

interface GlobalShortcut {
  readonly key: string;
  readonly withControl?: boolean;
  /** `anywhere`: in text as well. `outsideText`. `unfocused`: where no control has the focus that takes the key itself. */
  readonly where: 'anywhere' | 'outsideText' | 'unfocused';
  readonly run: (state: AppState) => void;
  /** Where there is nothing to run for, the browser keeps the key. Default: there always is. */
  readonly isNeeded?: (state: AppState) => boolean;
}

function isAnythingRunning({ busy, isPlaying, isRecording, sheetPhase }: AppState): boolean {
  return busy || isPlaying || isRecording || sheetPhase === 'drawing';
}

/** The last step of an animation comes whole, so that the panes agree; a second press stops that, too. */
function stopAll(state: AppState): void {
  if (!state.isPlaying) state.stopFrame();
  state.stopLive();
  state.setRecording(false);
  state.stopSheet();
}

export const SHORTCUTS = Object.freeze([
  {
    keys: ['Ctrl', 'Enter'],
    text: 'Draw now, without waiting for the typing to rest',
    global: { key: 'Enter', withControl: true, where: 'anywhere', run: (state) => state.scheduleFrame(0) },
  },
  {
    keys: ['Esc'],
    text: 'Stop what runs: the picture being drawn, the animation, the recording, the sheet',
    global: {
      key: 'Escape',
      where: 'anywhere',
      run: stopAll,
      isNeeded: isAnythingRunning,
    },
  },
  {
    keys: ['Space'],
    text: 'Play or pause, where no control has the focus',
    global: { key: ' ', where: 'unfocused', run: (state) => state.toggleLive() },
  },
  {
    keys: ['?'],
    text: 'Show or hide this list',
    global: { key: '?', where: 'outsideText', run: (state) => state.openShortcuts() },
  },
  { keys: ['Ctrl', '↑'], text: 'In a prompt: the word at the caret counts more; with ↓ less' },
  { keys: ['←', '→'], text: 'On the slider: a hundredth less or more' },
  { keys: ['↑', '↓'], text: 'On a number: one step more or less; Page Up and Page Down take ten' },
  { keys: ['←', '→', '↑', '↓'], text: 'On a sheet: from picture to picture' },
  { keys: ['Enter'], text: 'On a picture of a sheet: take its settings' },
] as const satisfies readonly Shortcut[]);
