// Finds a Chromium that starts, and installs one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { aptInstall, aptInstructions, hasApt, isRoot } from './apt.ts';
import { chromiumFolders } from './chromiumFolders.ts';
import { run } from './run.ts';

const executableNames = [
  'chromium',
  'chrome',
  'headless_shell',
  'chrome.exe',
  'Chromium.app/Contents/MacOS/Chromium',
];
const commands = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser'];
const applications = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** A snap shim or a browser with missing libraries is found on the PATH but does not start. */
const starts = (file: string): boolean => spawnSync(file, ['--version'], { timeout: 30_000 }).status === 0;

/**
 * The system's browser first, then Playwright's download. STEERAWAY_CHROMIUM names another.
 * @returns full path of an executable that starts
 */
export function findChromium(): string | undefined {
  const given = process.env.STEERAWAY_CHROMIUM;
  if (given !== undefined) return given;
  const searchPath = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    ...commands.flatMap((name) => searchPath.map((folder) => path.join(folder, name))),
    ...applications,
    ...chromiumFolders().flatMap((folder) => executableNames.map((name) => path.join(folder, name))),
  ];
  return candidates.find((file) => existsSync(file) && starts(file));
}

/** @returns the executable, or undefined after saying what to do by hand */
export function ensureChromium(): string | undefined {
  const found = findChromium();
  if (found !== undefined) return found;
  const download = path.join('node_modules', '@playwright', 'test', 'cli.js');
  run(process.execPath, [download, 'install', 'chromium'], { timeout: 5 * 60_000 });
  const downloaded = findChromium();
  if (downloaded !== undefined) return downloaded;
  if (hasApt() && isRoot()) aptInstall(['chromium']);
  const installed = findChromium();
  if (installed === undefined && hasApt()) {
    console.log(`No Chromium. Install it with:\n  ${aptInstructions(['chromium'])}`);
  } else if (installed === undefined) {
    console.log('No Chromium. Install it, or set STEERAWAY_CHROMIUM to its executable.');
  }
  return installed;
}
