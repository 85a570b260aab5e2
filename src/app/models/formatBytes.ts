// Bytes, rates and times as people read them: decimal units, as download pages and disks have them.

const UNITS = Object.freeze([
  { name: 'GB', bytes: 1e9 },
  { name: 'MB', bytes: 1e6 },
  { name: 'kB', bytes: 1e3 },
  { name: 'bytes', bytes: 1 },
]);

/** `2.5 GB`, `335 MB`, `4.2 MB`, `0 bytes`. */
export function formatBytes(bytes: number): string {
  // What would round up to 1000 of a unit is 1 of the next.
  const unit = UNITS.find((candidate) => bytes >= candidate.bytes * 0.9995) ?? { name: 'bytes', bytes: 1 };
  const amount = bytes / unit.bytes;
  const digits = unit.bytes > 1 && amount < 10 ? 1 : 0;
  return `${trimZero(amount.toFixed(digits))} ${unit.name}`;
}

/** `120 of 2520 MB`: one unit for both, so that they can be compared. */
export function formatPart(part: number, total: number): string {
  const unit = total >= 1e6 ? { name: 'MB', bytes: 1e6 } : { name: 'kB', bytes: 1e3 };
  const digits = total / unit.bytes < 10 ? 1 : 0;
  const inUnit = (bytes: number): string => (bytes / unit.bytes).toFixed(digits);
  return `${inUnit(part)} of ${inUnit(total)} ${unit.name}`;
}

/** `12 MB/s` */
export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

/** @returns an estimate in words, empty where nothing arrives */
export function formatTimeLeft(bytes: number, bytesPerSecond: number): string {
  const minutes = bytes / bytesPerSecond / 60;
  if (!Number.isFinite(minutes)) return '';
  if (minutes < 1) return 'less than a minute left';
  if (minutes < 90) return `about ${Math.round(minutes)} min left`;
  return `about ${Math.round(minutes / 60)} h left`;
}

const trimZero = (digits: string): string => digits.replace(/\.0$/, '');
