// The three panes, and what the mode in sight does.
import { PANE_SLOTS } from '../../store/paneSlots.ts';
import { Stage } from '../compare/Stage.tsx';
import { ModeNote } from './ModeNote.tsx';
import { Pane } from './Pane.tsx';

export function PaneGrid() {
  return (
    <Stage>
      {PANE_SLOTS.map((slot) => (
        <Pane key={slot} slot={slot} />
      ))}
      <ModeNote />
    </Stage>
  );
}
