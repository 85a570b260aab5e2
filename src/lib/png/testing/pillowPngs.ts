// PNG files that Pillow 12 wrote (PngImagePlugin.PngInfo, the library that A1111 saves with): 2 by 2 pixels, and one text each.

/** What `a1111` holds, in a tEXt chunk. */
export const A1111_TEXT =
  'a cat, 8k\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x512, Model: sd15';

const BASE64 = {
  /** add_text('parameters', A1111_TEXT): tEXt. */
  a1111:
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAfHRFWHRwYXJhbWV0ZXJzAGEgY2F0LCA4awpOZWdhdGl2ZSBwcm9tcHQ6IGJsdXJyeQpTdGVwczogMjAsIFNhbXBsZXI6IEV1bGVyIGEsIENGRyBzY2FsZTogNywgU2VlZDogNDIsIFNpemU6IDUxMng1MTIsIE1vZGVsOiBzZDE1aL+RrQAAABZJREFUeJxj+M/AwPCfgYGB4T8nJycAGioDGX5a5FEAAAAASUVORK5CYII=',
  /** add_text('parameters', 'чайник ☕'): iTXt. */
  unicode:
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAH2lUWHRwYXJhbWV0ZXJzAAAAAADRh9Cw0LnQvdC40Log4piVYCw3uwAAABZJREFUeJxj+M/AwPCfgYGB4T8nJycAGioDGX5a5FEAAAAASUVORK5CYII=',
  /** add_text('Comment', 'packed ' * 40, zip=True): zTXt. */
  packed:
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAHHpUWHRDb21tZW50AAB4nCtITM5OTVEoGKVQKQC6MWVB1HMd+gAAABZJREFUeJxj+M/AwPCfgYGB4T8nJycAGioDGX5a5FEAAAAASUVORK5CYII=',
  /** add_itxt('parameters', 'gepackt ☕ ' * 20, 'de', 'Parameter', zip=True): compressed iTXt. */
  packedUnicode:
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAMmlUWHRwYXJhbWV0ZXJzAAEAZGUAUGFyYW1ldGVyAHicS08tSEzOLlF4NGOqQvoIYAMAt8xnmTK7FN4AAAAWSURBVHicY/jPwMDwn4GBgeE/JycnABoqAxl+WuRRAAAAAElFTkSuQmCC',
} as const;

export function pillowPng(name: keyof typeof BASE64): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(BASE64[name]), (character) => character.charCodeAt(0));
}
