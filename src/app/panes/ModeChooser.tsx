// What a pane shows, where other pages have a title: a list of all modes; in the middle the modes to steer with lie open beside it.
import type { GuidanceMode } from '../../protocol/guidance.ts';
import { ATTENTION_MODES, MODE_IDS, MODES } from '../../protocol/modes.ts';
import { modeOf, type PaneSlot } from '../../store/paneSlots.ts';
import { Choice } from '../shared/Choice.tsx';
import { Segments } from '../shared/Segments.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { PLACES } from './places.ts';

export function ModeChooser({ slot }: { readonly slot: PaneSlot }) {
  const mode = useAppStore((state) => modeOf(slot, state));
  const missing = useAppStore((state) => state.info?.missingModes);
  const choosePane = useAppStore((state) => state.choosePane);
  const choose = (chosen: GuidanceMode): void => choosePane(slot, { mode: chosen });
  const option = (value: GuidanceMode) => ({
    value,
    text: MODES[value].name,
    disabled: missing?.[value] !== undefined,
  });
  const list = (look: 'title' | 'more') => (
    <Choice label={PLACES[slot]} options={MODE_IDS.map(option)} value={mode} onChange={choose} look={look} />
  );

  if (slot !== 'steered') return list('title');
  return (
    <Segments
      label="Steer with"
      options={[...ATTENTION_MODES, ...(ATTENTION_MODES.includes(mode) ? [] : [mode])].map(option)}
      value={mode}
      onChange={choose}
    >
      {list('more')}
    </Segments>
  );
}
