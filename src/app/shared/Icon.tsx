// Line icons on a 24-unit grid, drawn in the colour of the text around them.

const PATHS = Object.freeze({
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  dice: 'M5 3.5h14A1.5 1.5 0 0 1 20.5 5v14a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 19V5A1.5 1.5 0 0 1 5 3.5ZM8.2 8.2h.01M15.8 8.2h.01M12 12h.01M8.2 15.8h.01M15.8 15.8h.01',
  lock: 'M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM8 11V7.5a4 4 0 0 1 8 0V11',
  unlock:
    'M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM8 11V7.5a4 4 0 0 1 7.7-1.5',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M4.9 4.9l1.8 1.8M17.3 17.3l1.8 1.8M4.9 19.1l1.8-1.8M17.3 6.7l1.8-1.8',
  moon: 'M20 14.2A8.3 8.3 0 1 1 9.8 4a6.6 6.6 0 0 0 10.2 10.2Z',
  leftRight: 'm9 7-5 5 5 5M15 7l5 5-5 5',
  zoomIn: 'M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13ZM15.3 15.3 20.5 20.5M10.5 7.8v5.4M7.8 10.5h5.4',
  info: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18ZM12 11v5M12 7.8h.01',
  help: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18ZM9.6 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.7v.3M12 16.8h.01',
  pulse: 'M3 12h4l3-7.5 4 15 3-7.5h4',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  folder: 'M3.5 18V6.5a1 1 0 0 1 1-1h4.6l2.2 2.5h8.2a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1Z',
  history: 'M3.8 12a8.2 8.2 0 1 0 2.4-5.8L3.8 8.5M3.8 4v4.5h4.5M12 7.8V12l3 1.8',
  link: 'M10 13.8a4 4 0 0 0 5.7 0l3.1-3.1A4 4 0 0 0 13.2 5l-1.4 1.4M14 10.2a4 4 0 0 0-5.7 0l-3.1 3.1A4 4 0 0 0 10.8 19l1.4-1.4',
  copy: 'M9.5 9h9a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1ZM5.5 15.5h-1a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1H14a1 1 0 0 1 1 1v1',
  pin: 'M8.5 3.5h7l-1 6.5 3.5 4H6l3.5-4-1-6.5ZM12 14v6.5',
  trash: 'M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5 7.4 20h9.2l.9-13.5M10 10.5v6M14 10.5v6',
  picture:
    'M5 4.5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1ZM4.5 16.5 9 12l4.5 4.5 2.5-2.5 3.5 3.5M15.5 9h.01',
  chevron: 'M7 10l5 5 5-5',
  grid: 'M4 4h7v7H4ZM13 4h7v7h-7ZM4 13h7v7H4ZM13 13h7v7h-7Z',
  play: 'M7 4.5v15l12-7.5Z',
  pause: 'M8 5v14M16 5v14',
  keyboard:
    'M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM7 10h.01M10.4 10h.01M13.7 10h.01M17 10h.01M8 14h8',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  warning: 'M12 4 2.8 20h18.4L12 4ZM12 10v4.5M12 17.4h.01',
});

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'dice' ? 1.9 : 2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
