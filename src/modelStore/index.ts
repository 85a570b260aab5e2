// The names that the library's worker uses.

export { openBrowserStore } from './browserStore.ts';
export { hubUrl } from './hubAddress.ts';
export { openLocalFolder, type LocalModel } from './localFolder.ts';
export { checkLicence, defineManifest } from './manifest.ts';
export type { HubModel, LicenceAcceptance, ModelFile, ModelManifest, RemoteModel } from './manifest.ts';
export { ModelStore } from './modelStore.ts';
export type { DownloadOptions, ModelState, StoredModel, StorePorts } from './modelStore.ts';
