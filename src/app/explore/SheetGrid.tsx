// The pictures of a sheet under their headers: arrow keys go from cell to cell, Enter or a click makes one current.
import type { PictureRequest } from '../../protocol/engine.ts';
import { drawnName } from '../../store/paneNames.ts';
import { currentCell, currentPicture, type Sheet } from '../../store/sheet/sheet.ts';
import { AXES } from '../../store/sheet/sheetAxes.ts';
import { useAppStore } from '../shared/storeContext.ts';
import { CellPicture } from './CellPicture.tsx';
import styles from './SheetGrid.module.css';
import { useRovingCell } from './useRovingCell.ts';

export function SheetGrid({ sheet }: { readonly sheet: Sheet }) {
  const { across, down, requests } = sheet;
  const columns = across.values.length;
  const current = useAppStore((state) => currentCell(sheet, currentPicture(state)));
  const pickCell = useAppStore((state) => state.pickCell);
  const { focused, ref, onKeyDown, focus } = useRovingCell(columns, requests.length, current);
  const name = [across, down].flatMap((axis) => (axis ? [AXES[axis.id].name] : [])).join(' by ');

  return (
    <div className={styles.scroller}>
      <table
        className={styles.grid}
        role="grid"
        aria-label={`Pictures, ${name}`}
        ref={ref}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {down && (
              <th className={styles.corner} scope="col">
                {AXES[down.id].name}
              </th>
            )}
            {across.values.map(({ label }) => (
              <th key={label} className={styles.column} scope="col" title={label}>
                <span className={styles.text}>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(down?.values ?? [{ label: '' }]).map(({ label }, row) => (
            <tr key={label}>
              {down && (
                <th className={styles.row} scope="row" title={label}>
                  <span className={styles.text}>{label}</span>
                </th>
              )}
              {requests.slice(row * columns, (row + 1) * columns).map((request, column) => {
                const cell = row * columns + column;
                return (
                  <td
                    key={cell}
                    className={styles.cell}
                    tabIndex={cell === focused ? 0 : -1}
                    aria-selected={cell === current}
                    aria-label={describe(request, sheet)}
                    data-cell={cell}
                    onFocus={() => focus(cell)}
                    onClick={() => pickCell(cell)}
                  >
                    <CellPicture key={sheet.key} cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Weights are told where the sheet varies them. */
function describe(request: PictureRequest, { requests, checkpoints }: Sheet): string {
  const { mode, scale, seed, negative, checkpoint } = request;
  const others = requests.filter((other) => other.checkpoint !== checkpoint);
  const without =
    negative.trim() && mode !== 'none' ? `without ${negative.slice(0, 80)}, scale ${scale}` : 'plain';
  return `${drawnName(request, others, checkpoints)}, ${without}, seed ${seed}`;
}
