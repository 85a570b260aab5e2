// Saves the sheet that is there as a PNG file.
import { AXES } from '../../store/sheet/sheetAxes.ts';
import { saveFile } from '../keep/saveFile.ts';
import { useAppStore } from '../shared/storeContext.ts';
import { exportSheet } from './exportSheet.ts';

export function useExport(): () => void {
  const sheet = useAppStore((state) => state.sheet);
  const cellPixels = useAppStore((state) => state.cellPixels);
  const reportFailure = useAppStore((state) => state.reportFailure);
  return () => {
    if (!sheet) return;
    const axes = [sheet.across, sheet.down].flatMap((axis) => (axis ? [AXES[axis.id].id] : []));
    exportSheet(sheet, cellPixels)
      .then((png) => saveFile(png, `steeraway-${axes.join('-by-')}.png`))
      .catch((error: unknown) => reportFailure(error, 'frame'));
  };
}
