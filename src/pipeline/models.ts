// The models that the engine knows, as data. Adding one is an entry here and a golden in e2e/golden.

export interface ModelSpec {
  readonly id: string;
  readonly name: string;
  /** One honest sentence on what it can draw. */
  readonly summary: string;
  readonly licence: string;
  /** Folder below the model root; holds manifest.json with the size and sha256 of every file. */
  readonly folder: string;
  readonly imageSize: number;
  readonly latentLength: number;
  readonly text: {
    readonly width: number;
    /** Most tokens of a prompt, without special tokens. */
    readonly tokenLimit: number;
    readonly clsToken: number;
    readonly sepToken: number;
  };
}

export const MODELS = Object.freeze({
  'emoji-64': {
    id: 'emoji-64',
    name: 'Emoji 64',
    summary:
      'A small one-step model of our own. It knows 232 emoji, in colours and on coloured backgrounds, and nothing else.',
    licence: 'Apache-2.0; trained on Fluent Emoji (MIT) with the text encoder all-MiniLM-L6-v2 (Apache-2.0)',
    folder: 'emoji-64',
    imageSize: 64,
    latentLength: 16,
    text: { width: 384, tokenLimit: 24, clsToken: 101, sepToken: 102 },
  },
} as const satisfies Record<string, ModelSpec>);

export const DEFAULT_MODEL: keyof typeof MODELS = 'emoji-64';
