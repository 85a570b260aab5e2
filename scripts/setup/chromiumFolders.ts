// Folders that may hold Chromium: the distribution's, and Playwright's own download.
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const systemFolders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

function playwrightCache(): string {
  const given = process.env.PLAYWRIGHT_BROWSERS_PATH;
  if (given !== undefined) return given;
  const home = os.homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library/Caches/ms-playwright');
  if (process.platform === 'win32') return path.join(home, 'AppData/Local/ms-playwright');
  return path.join(home, '.cache/ms-playwright');
}

/** Existing folders only, the distribution's first. */
export function chromiumFolders(): string[] {
  const cache = playwrightCache();
  const downloads = (existsSync(cache) ? readdirSync(cache) : [])
    .filter((name) => name.startsWith('chromium-'))
    .flatMap((name) => readdirSync(path.join(cache, name)).map((inner) => path.join(cache, name, inner)));
  return [...systemFolders, ...downloads].filter((folder) => existsSync(folder));
}
