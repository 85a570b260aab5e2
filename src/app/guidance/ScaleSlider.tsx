// The slider of the guidance scale; whoever shows it gives it its label and its look.
import { SCALE_RANGE } from '../../protocol/limits.ts';
import { useAppStore } from '../shared/storeContext.ts';

interface ScaleSliderProps {
  readonly id: string;
  readonly className: string | undefined;
}

export function ScaleSlider({ id, className }: ScaleSliderProps) {
  const scale = useAppStore((state) => state.scale);
  const setScale = useAppStore((state) => state.setScale);
  return (
    <input
      id={id}
      className={className}
      type="range"
      min={SCALE_RANGE.min}
      max={SCALE_RANGE.max}
      step={SCALE_RANGE.step}
      value={scale}
      aria-valuetext={scale === 0 ? '0, off' : String(scale)}
      onChange={(event) => setScale(event.target.valueAsNumber)}
    />
  );
}
