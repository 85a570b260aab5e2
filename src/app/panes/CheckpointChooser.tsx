// Whose weights draw a pane, where the model has several: what training with negatives buys is to be seen side by side.
import { checkpointOf, type PaneSlot } from '../../store/paneSlots.ts';
import { Choice } from '../shared/Choice.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { PLACES } from './places.ts';

export function CheckpointChooser({ slot }: { readonly slot: PaneSlot }) {
  const checkpoints = useAppStore((state) => state.info?.checkpoints ?? NONE);
  const chosen = useAppStore((state) => checkpointOf(slot, state));
  const choosePane = useAppStore((state) => state.choosePane);
  if (!chosen || checkpoints.length < 2) return null;
  return (
    <Choice
      label={`Weights of the ${PLACES[slot].toLowerCase()}`}
      hint={chosen.sentence}
      options={checkpoints.map(({ id, name }) => ({ value: id, text: name }))}
      value={chosen.id}
      onChange={(checkpoint) => choosePane(slot, { checkpoint })}
      look="quiet"
    />
  );
}

/** The same each time, or the store's readers would never come to rest. */
const NONE = Object.freeze([]);
